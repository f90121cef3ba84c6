package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.Role;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.verify.StopsReport.Stop;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Stops the one TaskManager of a cluster again and again while it works: each stop meets a process
 * that has written records since it started and has thousands of documents before it.
 */
final class StopsRun {
    private static final String TASK_MANAGER = Role.TASK_MANAGER.name(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BACKLOG = 20_000;

    /** More than it can do between two stops. */
    private static final int LEAST_BACKLOG = 10_000;

    /** More than the broker writes by itself when it ends the transactions of a dead process. */
    private static final int SIGN_OF_WORK = 100;

    private static final int KEYS = 100;

    private final ProcessCluster cluster;
    private final Installation installation;
    private final Terminal terminal;
    private final Patience patience;
    private final NumberedDocuments documents = new NumberedDocuments(ChaosSettings.INPUT, KEYS);
    private int sent;

    StopsRun(
            ProcessCluster cluster,
            Installation installation,
            Terminal terminal,
            Interruption interruption) {
        this.cluster = cluster;
        this.installation = installation;
        this.terminal = terminal;
        this.patience = new Patience(PATIENCE, interruption);
    }

    /** Stops it so often. */
    StopsReport run(int times) throws IOException, InterruptedException {
        FlinkRest rest = new FlinkRest(cluster.rest());
        List<Stop> stops = new ArrayList<>();
        try (KafkaConnection kafka =
                KafkaConnection.open(KafkaAddress.of(cluster.bootstrapServers()))) {
            feed(kafka);
            ClusterJob job =
                    ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                            .with("--delivery.checkpoint-interval", "1 s")
                            .times(2);
            var unused = rest.run(job.submission(rest.upload(installation.jobJar())));
            long writtenBefore = 0;
            for (int i = 0; i < times; i++) {
                if (backlog(kafka) < LEAST_BACKLOG) {
                    feed(kafka);
                }
                long before = writtenBefore;
                patience.await("the job works", () -> written(kafka) >= before + SIGN_OF_WORK);
                // A different moment of its work each time.
                patience.pause(Duration.ofMillis(i * 37L % 1_500));
                stops.add(stop());
                writtenBefore = written(kafka);
                cluster.restart(TASK_MANAGER);
                if (i % 10 == 9) {
                    terminal.say("%d of %d stops".formatted(i + 1, times));
                }
            }
        }
        return new StopsReport(stops, new LogFindings(cluster.logs()).read().crashes());
    }

    private Stop stop() throws InterruptedException {
        long started = System.nanoTime();
        cluster.process(TASK_MANAGER).stop();
        double seconds = (System.nanoTime() - started) / 1e9;
        return new Stop(seconds, cluster.exitCode(TASK_MANAGER).orElse(Stop.UNKNOWN));
    }

    private void feed(KafkaConnection kafka) {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int i = 0; i < BACKLOG; i++) {
                var unused = producer.send(documents.record(sent++));
            }
            producer.flush();
        }
    }

    /** Documents that the job's last checkpoint has before it. */
    private long backlog(KafkaConnection kafka) {
        List<TopicPartition> partitions = kafka.partitions(ChaosSettings.INPUT);
        try (Consumer<byte[], byte[]> group =
                kafka.groupConsumer("runnel-" + ChaosSettings.INPUT)) {
            return sent
                    - group.committed(new HashSet<>(partitions)).values().stream()
                            .mapToLong(offset -> offset == null ? 0 : offset.offset())
                            .sum();
        }
    }

    /** Records in the topic of enriched records, committed or not. */
    private static long written(KafkaConnection kafka) {
        return kafka.writtenEnds(kafka.partitions(ChaosSettings.ENRICHED)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
