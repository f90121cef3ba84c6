package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.Enrichment;
import io.runnel.jobs.EncodeFunction;
import io.runnel.jobs.EncodedRecord;
import io.runnel.jobs.EnrichedSink;
import io.runnel.jobs.TicketJob;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.Ticket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job goes on from the state of one with the connector's own sink, and back again. Each savepoint
 * holds transactions that are prepared and not committed: Flink commits nothing for one that does
 * not stop the job, and the next checkpoint never comes.
 */
class ConnectorChangeITCase {
    private static final String NEVER = "--delivery.checkpoint-interval=9 min";
    private static final int EACH = 20;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 2));

    @TempDir private static Path folder;
    @TempDir private static Path savepoints;
    private static TestKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start(folder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void losesAndRepeatsNothingFromOneSinkToTheOtherAndBack(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        kafka.createTopics(2, "tickets", "tickets-enriched", "tickets-dlt");
        JobSettings settings =
                JobRun.settings(
                        kafka,
                        "ticket",
                        NEVER,
                        "--delivery.transaction-timeout=14 min",
                        "--delivery.longest-outage=1 min",
                        "--kafka.source.starting-offsets=earliest",
                        "--delivery.transactional-id-prefix=change");
        EnrichedSink ours = new KafkaEnrichedSink(settings);
        EnrichedSink connectors = new ConnectorsSink(settings);

        kafka.send(tickets(0, EACH));
        String first =
                saved(
                        cluster,
                        settings,
                        connectors,
                        Optional.empty(),
                        () -> kafka.readWritten("tickets-enriched", EACH));
        kafka.send(tickets(EACH, 2 * EACH));
        String second =
                saved(
                        cluster,
                        settings,
                        ours,
                        Optional.of(first),
                        () -> {
                            kafka.read("tickets-enriched", EACH);
                            return kafka.readWritten("tickets-enriched", 2 * EACH);
                        });
        saved(
                cluster,
                settings,
                connectors,
                Optional.of(second),
                () -> kafka.read("tickets-enriched", 2 * EACH));

        assertThat(kafka.readAll(List.of("tickets-enriched", "tickets-dlt")))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2 * EACH).mapToObj(Integer::toString).toList());
    }

    /** Runs the job until the body returns, and gives the savepoint that it leaves. */
    private static String saved(
            MiniCluster cluster,
            JobSettings settings,
            EnrichedSink sink,
            Optional<String> from,
            Callable<?> body)
            throws Exception {
        StreamExecutionEnvironment env = JobRun.environment();
        KafkaJob.configure(env, settings.delivery());
        from.ifPresent(
                savepoint -> {
                    Configuration recovery = new Configuration();
                    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
                    env.configure(recovery);
                });
        TicketJob.build(
                env,
                new KafkaDocumentSource<>(
                        settings.kafka().client(),
                        settings.kafka().source(),
                        settings.type(),
                        JsonDocumentCodec.tickets(),
                        Ticket.class),
                Enrichment.of(settings.tasks()).waiting(settings.waiting()),
                sink,
                new KafkaDeadLetterSink(settings));
        JobClient client = env.executeAsync("change");
        try {
            CommonTestUtils.waitForAllTaskRunning(cluster, client.getJobID(), false);
            body.call();
            return client.triggerSavepoint(
                            savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();
        } finally {
            client.cancel().get();
            awaitEnd(client);
        }
    }

    private static void awaitEnd(JobClient client) throws InterruptedException {
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            assertThat(e).hasStackTraceContaining("cancel");
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> tickets(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        number ->
                                record(
                                        "tickets",
                                        Integer.toString(number),
                                        "{\"id\":\"t-"
                                                + number
                                                + "\",\"text\":\"Order number "
                                                + number
                                                + " has not arrived.\"}"))
                .toList();
    }

    /** As jobs wrote before they had a sink of their own. */
    private record ConnectorsSink(JobSettings settings) implements EnrichedSink {
        @Override
        public DataStream<Reject> write(DataStream<Enriched> enriched) {
            SingleOutputStreamOperator<EncodedRecord> records =
                    EncodeFunction.encode(
                            enriched,
                            settings.type(),
                            new JsonEnrichedCodec(),
                            settings.kafka().enriched().maxRecordBytes());
            TopicSink sink =
                    new TopicSink(
                            settings.kafka().client(),
                            settings.kafka().enriched(),
                            settings.delivery(),
                            settings.type().label() + "-enriched");
            records.sinkTo(sink.connector()).uid("write-enriched").name("Write tickets-enriched");
            return records.getSideOutput(EncodeFunction.REJECTS);
        }
    }
}
