package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of transactions, and what is counted then. */
class RefusedCommitsITCase {
    private static final String TOPIC = "refused";
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static TestKafka kafka;
    private static Admin admin;

    private final CountingMetrics metrics = new CountingMetrics();

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = TestKafka.start(folder);
        kafka.createTopics(1, TOPIC);
        admin = Admin.create(connection());
    }

    @AfterAll
    static void stopKafka() {
        admin.close();
        kafka.close();
    }

    @Test
    void countsAsLostWhatTheBrokerGaveUp() throws Exception {
        KafkaCommittable prepared;
        try (KafkaProducer<byte[], byte[]> producer = producer("given-up", Duration.ofSeconds(1))) {
            prepared = begin(producer, "given-up");
            awaitState("given-up", TransactionState.COMPLETE_ABORT);
            refused(0).lookInto(prepared, new IllegalStateException("fenced"));
        }

        assertThat(metrics.count(RefusedCommits.LOST)).isEqualTo(1);
        assertThat(metrics.count(RefusedCommits.UNCERTAIN)).isZero();
        assertThat(metrics.count(RefusedCommits.PRESUMED)).isZero();
    }

    @Test
    void presumesCommittedWhoseIdIsInUseAgainAndEndsWhatADeadRunLeftOpen() throws Exception {
        try (KafkaProducer<byte[], byte[]> before = producer("again", LONG);
                KafkaProducer<byte[], byte[]> dead = producer("again", LONG)) {
            KafkaCommittable prepared = begin(before, "again");
            before.commitTransaction();
            begin(dead, "again");

            refused(Duration.ofMinutes(1).toMillis())
                    .lookInto(prepared, new IllegalStateException("fenced"));

            assertThat(described("again").state()).isNotEqualTo(TransactionState.ONGOING);
        }
        assertThat(metrics.count(RefusedCommits.PRESUMED)).isEqualTo(1);
        assertThat(metrics.count(RefusedCommits.LOST)).isZero();
        assertThat(metrics.count(RefusedCommits.UNCERTAIN)).isZero();
    }

    /** This process was frozen, and the next attempt of the job is at work. */
    @Test
    void leavesATransactionAloneThatIsYoungerThanItself() throws Exception {
        try (KafkaProducer<byte[], byte[]> before = producer("living", LONG);
                KafkaProducer<byte[], byte[]> living = producer("living", LONG)) {
            KafkaCommittable prepared = begin(before, "living");
            before.commitTransaction();
            begin(living, "living");

            refused(-Duration.ofMinutes(1).toMillis())
                    .lookInto(prepared, new IllegalStateException("fenced"));

            assertThat(described("living").state()).isEqualTo(TransactionState.ONGOING);
            living.commitTransaction();
        }
        assertThat(metrics.count(RefusedCommits.PRESUMED)).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("try") // a committer closes with any exception
    void failsNoJobForAnIdThatTheBrokerHasForgotten() throws Exception {
        Request request = new Request(new KafkaCommittable(1, (short) 0, "forgotten", null));
        try (Committer<KafkaCommittable> committer =
                new WatchedCommitter(new Forgetful(), refused(0))) {
            committer.commit(List.of(request));
        }

        assertThat(request.signals).containsExactly("known");
        assertThat(metrics.count(RefusedCommits.UNCERTAIN)).isEqualTo(1);
        assertThat(metrics.count(RefusedCommits.LOST)).isZero();
    }

    /**
     * @param millisFromNow when the committer began
     */
    private RefusedCommits refused(long millisFromNow) {
        return new RefusedCommits(
                connection(), metrics, System.currentTimeMillis() + millisFromNow);
    }

    /** Begins a transaction with a record in it, as a checkpoint leaves it. */
    private static KafkaCommittable begin(KafkaProducer<byte[], byte[]> producer, String id)
            throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, bytes(id), bytes("{}"))).get();
        TransactionDescription open = described(id);
        return new KafkaCommittable(open.producerId(), (short) open.producerEpoch(), id, null);
    }

    private static void awaitState(String id, TransactionState state) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (described(id).state() != state) {
            assertThat(System.nanoTime()).as("%s is %s", id, state).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static TransactionDescription described(String id)
            throws InterruptedException, ExecutionException {
        return admin.describeTransactions(List.of(id)).description(id).get();
    }

    private static KafkaProducer<byte[], byte[]> producer(String id, Duration timeout) {
        Properties properties = connection();
        properties.setProperty("transactional.id", id);
        properties.setProperty("transaction.timeout.ms", Long.toString(timeout.toMillis()));
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Properties connection() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }

    /** Metrics that a test can read. */
    private static final class CountingMetrics extends UnregisteredMetricsGroup {
        private final Map<String, Counter> counters = new HashMap<>();

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, unused -> new SimpleCounter());
        }

        long count(String name) {
            return counters.get(name).getCount();
        }
    }

    /** What the connector's committer does when the broker no longer knows the id. */
    private static final class Forgetful implements Committer<KafkaCommittable> {
        @Override
        public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            requests.forEach(
                    request ->
                            request.signalFailedWithUnknownReason(
                                    new IllegalStateException(
                                            new InvalidPidMappingException("forgotten"))));
        }

        @Override
        public void close() {}
    }

    /** Notes what it is told. */
    private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
        private final KafkaCommittable committable;
        private final List<String> signals = new ArrayList<>();

        Request(KafkaCommittable committable) {
            this.committable = committable;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            signals.add("known");
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            signals.add("unknown");
        }

        @Override
        public void retryLater() {
            signals.add("later");
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable updated) {
            signals.add("updated");
        }

        @Override
        public void signalAlreadyCommitted() {
            signals.add("committed");
        }
    }
}
