package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.Enrichment;
import io.runnel.jobs.TicketJob;
import io.runnel.jobs.database.DatabaseEnrichedSink;
import io.runnel.jobs.database.DatabaseRejectSink;
import io.runnel.jobs.database.TestPostgres;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Ticket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A whole job into Kafka and a real PostgreSQL, which is away, or has seen it all before. */
class DatabaseJobITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Enough that the job is busy when it is made to fail. */
    private static final int MANY = 1_200;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final TestPostgres postgres = TestPostgres.migrated();

    @TempDir private static Path folder;
    private static TestKafka kafka;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(folder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        postgres.execute(
                """
                TRUNCATE runnel.documents, runnel.labels, runnel.entities, runnel.sentences, runnel.rejects,
                    runnel.document_keys;
                CALL runnel.recount_sums()
                """);
    }

    @Test
    void writesEachDocumentOnceWhenTheJobStartsAgainFromACheckpoint() throws Exception {
        kafka.createTopics(2, "failing");
        kafka.send(tickets("failing", 0, MANY));
        FailOnce.arm();
        JobSettings settings = settings("failing", "failing", "1 s");

        DeliveryConditions.check(settings);
        StreamExecutionEnvironment env = JobRun.environment();
        KafkaJob.configure(env, settings.delivery());
        TicketJob.build(
                env,
                new FailOnce<>(
                        new KafkaDocumentSource<>(
                                settings.kafka().client(),
                                settings.kafka().source(),
                                settings.type(),
                                JsonDocumentCodec.tickets(),
                                Ticket.class),
                        Ticket.class),
                Enrichment.of(settings.tasks()).waiting(settings.waiting()),
                DatabaseEnrichedSink.beside(new KafkaEnrichedSink(settings), settings),
                DatabaseRejectSink.beside(new KafkaDeadLetterSink(settings), settings));
        JobRun.during(env, "failing", () -> await(MANY));

        assertThat(FailOnce.hasFailed()).isTrue();
        assertEachOnce(MANY);

        // The same again from the beginning, as after a loss of all state: nothing changes.
        JobRun.during(
                settings("failing", "again", "1 s"),
                () -> kafka.read("again-enriched", MANY - MANY / 10));
        assertEachOnce(MANY);
    }

    @Test
    void waitsForADatabaseThatIsAwayAndLosesNothing() throws Exception {
        kafka.createTopics(2, "away");
        kafka.send(tickets("away", 0, 40));

        JobRun.during(
                settings("away", "away", "300 ms"),
                () -> {
                    await(40);
                    postgres.stop();
                    kafka.send(tickets("away", 40, 120));
                    // Longer than it takes to see that the connection is gone.
                    Thread.sleep(3_000);
                    postgres.startAgain();
                    return await(120);
                });

        assertEachOnce(120);
    }

    /**
     * A job that reads one topic, writes to topics that are called after its run, and both to the
     * tables.
     */
    private static JobSettings settings(String topic, String run, String interval) {
        return JobRun.settings(
                kafka,
                "ticket",
                "--kafka.source.topic=" + topic,
                "--kafka.source.group-id=" + run,
                "--kafka.sink.topic=" + run + "-enriched",
                "--kafka.dead-letters.topic=" + run + "-dlt",
                "--delivery.transactional-id-prefix=" + run,
                "--delivery.checkpoint-interval=" + interval,
                "--database.url=" + postgres.url(),
                "--database.user=postgres");
    }

    /** Tickets with one place each; every tenth record is none. */
    private static List<ProducerRecord<byte[], byte[]>> tickets(String topic, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        number ->
                                record(
                                        topic,
                                        Integer.toString(number),
                                        number % 10 == 9
                                                ? "no json"
                                                : "{\"id\":\"t-%1$d\",\"text\":\"Order %1$d has not arrived.\"}"
                                                        .formatted(number)))
                .toList();
    }

    private static Void await(int records) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count("documents") + count("rejects") < records) {
            assertThat(System.nanoTime()).as("%d rows", count("documents")).isLessThan(deadline);
            Thread.sleep(200);
        }
        return null;
    }

    private static int count(String table) throws SQLException {
        return Integer.parseInt(postgres.value("SELECT count(*) FROM runnel." + table));
    }

    private static void assertEachOnce(int records) throws SQLException {
        assertThat(count("documents")).isEqualTo(records - records / 10);
        assertThat(postgres.value("SELECT count(DISTINCT document_id) FROM runnel.documents"))
                .isEqualTo(Integer.toString(records - records / 10));
        assertThat(count("rejects")).isEqualTo(records / 10);
        assertThat(count("unwritten")).isZero();
        assertThat(postgres.value("SELECT count(*) FROM runnel.entities"))
                .isEqualTo(postgres.value("SELECT sum(entity_count) FROM runnel.documents"));
        assertThat(postgres.value("SELECT sum(documents) FROM runnel.sentiment_by_day"))
                .isEqualTo(Integer.toString(records - records / 10));
        assertThat(postgres.value("SELECT DISTINCT reason FROM runnel.rejects_by_reason"))
                .isEqualTo("MALFORMED_BYTES");
        assertThat(postgres.value("SELECT count(DISTINCT task) FROM runnel.models_in_use"))
                .isEqualTo("4");
    }
}
