package io.runnel.jobs.command.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beyond the promise: an outage that is longer than the transaction's time. Flink commits nothing
 * for a savepoint that does not stop the job, so its transactions are open and prepared; here they
 * expire before the job comes back to commit them.
 */
class LostTransactionClusterITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TASK_MANAGER = "taskmanager-1";
    private static final int DOCUMENTS = 30;

    @TempDir Path folder;

    @Test
    void isReportedByTheJobAndItsInputsAreNamed() throws Exception {
        ClusterPlan plan =
                ClusterPlan.of(folder, 1, 1)
                        .with(
                                Map.of("metrics.fetcher.update-interval", "500 ms"),
                                Map.of(
                                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                                        "1000"));
        try (ProcessCluster cluster =
                ProcessCluster.start(plan, BuildOutput.installation(), new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster).create(1, "tickets", "tickets-enriched", "tickets-dlt");
            FlinkRest rest = new FlinkRest(cluster.rest());
            String jar = rest.upload(BuildOutput.installation().jobJar());
            ClusterJob job =
                    ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                            .with("--delivery.checkpoint-interval", "20 s")
                            .with("--delivery.longest-outage", "0 s")
                            .with("--delivery.transaction-timeout", "35 s");
            String id = rest.run(job.submission(jar));
            await("the job reads", () -> rest.reads(id));

            int sent = 0;
            String savepoint;
            do {
                long before = written(cluster);
                sent = feed(cluster, sent);
                await("the documents are written", () -> written(cluster) >= before + DOCUMENTS);
                String asked = rest.save(id, cluster.savepoints());
                await("the savepoint", () -> rest.savepoint(id, asked).isPresent());
                savepoint = rest.savepoint(id, asked).orElseThrow();
                cluster.kill(TASK_MANAGER);
            } while (allAreCommitted(cluster, sent, rest, id));
            rest.cancel(id);
            await("the job is cancelled", () -> rest.state(id).equals("CANCELED"));
            await("the broker gives the transactions up", () -> openTransactions(cluster) == 0);
            cluster.restart(TASK_MANAGER);
            await("a free slot", () -> rest.freeSlots() == cluster.slots());

            String again = rest.run(job.from(savepoint).submission(jar));
            await("the job reads again", () -> rest.reads(again));
            feed(cluster, sent);
            await("a checkpoint", () -> rest.checkpoints(again) > 0);

            await("the loss is counted", () -> counted(rest, again, "transactionsLost") > 0);
            assertThat(counted(rest, again, "transactionsUncertain")).isZero();
            assertThat(new LogFindings(cluster.logs()).read().lostTransactions()).isPositive();
            DeliveryReport report = delivery(cluster);
            assertThat(report.kept()).isFalse();
            assertThat(report.missingPlaces()).contains("tickets-0@" + (sent - 1));
            assertThat(report.duplicatePlaces()).isEmpty();
        }
    }

    /** Whether a checkpoint of the job was quicker than the kill; then it has to begin again. */
    private static boolean allAreCommitted(
            ProcessCluster cluster, int sent, FlinkRest rest, String id) throws Exception {
        long outcomes = outcomes(cluster);
        if (outcomes < sent) {
            return false;
        }
        cluster.restart(TASK_MANAGER);
        await("the job reads again", () -> rest.reads(id));
        return true;
    }

    private static int feed(ProcessCluster cluster, int from) throws Exception {
        NumberedDocuments documents = new NumberedDocuments("tickets", 10);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int number = from; number < from + DOCUMENTS; number++) {
                producer.send(documents.record(number)).get();
            }
        }
        return from + DOCUMENTS;
    }

    /** The sum of a counter over all tasks of a job. */
    private static long counted(FlinkRest rest, String job, String counter) throws Exception {
        long sum = 0;
        for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            for (JsonNode metric : rest.get(path)) {
                String name = metric.path("id").asText();
                if (name.endsWith("." + counter)) {
                    String asked = path + "?get=" + URLEncoder.encode(name, UTF_8);
                    sum += rest.get(asked).path(0).path("value").asLong();
                }
            }
        }
        return sum;
    }

    /** How many records stand in the output topics, committed or not. */
    private static long written(ProcessCluster cluster) throws Exception {
        try (Admin admin = admin(cluster)) {
            return admin
                    .listOffsets(
                            Map.of(
                                    new TopicPartition("tickets-enriched", 0),
                                    OffsetSpec.latest(),
                                    new TopicPartition("tickets-dlt", 0),
                                    OffsetSpec.latest()))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    private static int openTransactions(ProcessCluster cluster) throws Exception {
        try (Admin admin = admin(cluster)) {
            return admin.listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get()
                    .size();
        }
    }

    private static Admin admin(ProcessCluster cluster) {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    private static long outcomes(ProcessCluster cluster) {
        Account account = new Account(100_000, 10);
        try (Outcomes outcomes =
                new Outcomes(
                        cluster.bootstrapServers(),
                        List.of("tickets-enriched"),
                        List.of("tickets-dlt"))) {
            outcomes.drain(
                    (record, outcome) ->
                            NumberedDocuments.number(record)
                                    .ifPresent(number -> account.enter(number, outcome)));
        }
        return account.answered();
    }

    private static DeliveryReport delivery(ProcessCluster cluster) throws InterruptedException {
        try (KafkaConnection kafka =
                KafkaConnection.open(KafkaAddress.of(cluster.bootstrapServers()))) {
            return new DeliveryCheck(
                            kafka,
                            new DeliveryCheck.Topics(
                                    "tickets", "tickets-enriched", "tickets-dlt", "runnel-tickets"),
                            new JsonEnrichedCodec(),
                            DeliveryCheck.Scope.EVERYTHING,
                            Duration.ofSeconds(20))
                    .run();
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s within %s", what, PATIENCE).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
