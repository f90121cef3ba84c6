package io.runnel.jobs.kafka;

import io.runnel.jobs.kafka.CommitVerdict.EpochRise;
import io.runnel.jobs.kafka.CommitVerdict.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits that the broker refused for good. Lost records are counted ({@link #LOST}) and told in
 * the log with what to do; a transaction that a dead run left open under the same id is ended, so
 * that readers need not wait for its time-out (FLINK-40626).
 */
final class RefusedCommits {
    /** Counts transactions whose records are lost; anything but 0 is an alarm. */
    static final String LOST = "transactionsLost";

    /** Counts refused commits of which the broker cannot say what became of them. */
    static final String UNCERTAIN = "transactionsUncertain";

    /**
     * Counts refused commits whose id is in use again, so that they had been committed before a
     * restart, unless somebody else uses the prefix. Kills at the wrong moment cause them.
     */
    static final String PRESUMED = "transactionsPresumedCommitted";

    private static final Logger LOG = LoggerFactory.getLogger(RefusedCommits.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The broker's feature, and from when on every end of a transaction raises the epoch. */
    private static final String FEATURE = "transaction.version";

    private static final int EVERY_END_RAISES = 2;

    /** Clocks of brokers and TaskManagers may differ by so much. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private final Properties connection;
    private final Counter lost;
    private final Counter uncertain;
    private final Counter presumed;
    private final long created;

    /** What the broker says of a transactional id. */
    private record Seen(TransactionDescription transaction, EpochRise rise) {}

    /**
     * @param now when the committer begins, in milliseconds since 1970
     */
    RefusedCommits(Properties connection, MetricGroup metrics, long now) {
        this.connection = connection;
        this.created = now;
        this.lost = metrics.counter(LOST);
        this.uncertain = metrics.counter(UNCERTAIN);
        this.presumed = metrics.counter(PRESUMED);
    }

    /**
     * Finds out what the refusal means, and tells it. Never throws for what Kafka says: the commit
     * is past saving, and the job goes on.
     */
    void lookInto(KafkaCommittable committable, Throwable reason) throws InterruptedException {
        Life life = committable.getProducer().isPresent() ? Life.OF_THIS_RUN : Life.RESTORED;
        Optional<Seen> now = look(committable.getTransactionalId());
        CommitVerdict verdict =
                now.map(
                                seen ->
                                        CommitVerdict.of(
                                                committable, life, seen.transaction(), seen.rise()))
                        .orElse(CommitVerdict.UNKNOWN);
        tell(committable, verdict, reason);
        boolean leftOpen =
                life == Life.RESTORED
                        && now.filter(seen -> isOfADeadRun(seen.transaction())).isPresent();
        if (leftOpen) {
            end(committable.getTransactionalId());
        }
    }

    /**
     * Only what began before this committer can be: a younger one is somebody's who lives, a newer
     * attempt of this job if this one was frozen, and ending it would lose its records.
     */
    private boolean isOfADeadRun(TransactionDescription now) {
        return now.state() == TransactionState.ONGOING
                && now.transactionStartTimeMs().isPresent()
                && now.transactionStartTimeMs().getAsLong() < created - CLOCK_SLACK.toMillis();
    }

    private void tell(KafkaCommittable committable, CommitVerdict verdict, Throwable reason) {
        switch (verdict) {
            case LOST -> {
                lost.inc();
                LOG.error(
                        "LOST: the broker gave up transaction {} before it was committed, and the"
                                + " records in it with it. The job was down, or a checkpoint took,"
                                + " longer than delivery.transaction-timeout, or another job uses the"
                                + " same delivery.transactional-id-prefix. './runnel verify delivery'"
                                + " names the inputs without outcome: send those again, and only those.",
                        committable,
                        reason);
            }
            case UNKNOWN -> {
                uncertain.inc();
                LOG.error(
                        "Transaction {} could not be committed, and the broker does not tell whether"
                                + " it had been committed before. './runnel verify delivery' names"
                                + " the inputs without outcome, if there are any.",
                        committable,
                        reason);
            }
            case PRESUMED_COMMITTED -> {
                presumed.inc();
                LOG.warn(
                        "Transaction {} had been committed before the restart, as its id is in use"
                                + " again. Only if this job was started without its last state in"
                                + " between, or another job uses the same"
                                + " delivery.transactional-id-prefix, may it be lost; './runnel verify"
                                + " delivery' tells.",
                        committable);
            }
        }
    }

    private Optional<Seen> look(String transactionalId) throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(connection);
        String patience = Long.toString(PATIENCE.toMillis());
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(properties)) {
            TransactionDescription transaction =
                    admin.describeTransactions(List.of(transactionalId))
                            .description(transactionalId)
                            .get();
            return Optional.of(new Seen(transaction, rise(admin)));
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("The broker does not describe transaction {}.", transactionalId, e);
            return Optional.empty();
        }
    }

    private static EpochRise rise(Admin admin) throws InterruptedException {
        try {
            FinalizedVersionRange version =
                    admin.describeFeatures()
                            .featureMetadata()
                            .get()
                            .finalizedFeatures()
                            .get(FEATURE);
            return version != null && version.maxVersionLevel() >= EVERY_END_RAISES
                    ? EpochRise.AT_EVERY_END
                    : EpochRise.NO_MORE;
        } catch (ExecutionException e) {
            LOG.debug("The broker does not tell its {}.", FEATURE, e);
            return EpochRise.NO_MORE;
        }
    }

    /** A producer that begins under an id ends what was open under it. */
    private void end(String transactionalId) {
        Properties properties = new Properties();
        properties.putAll(connection);
        properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.setProperty(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            LOG.info("Ended the transaction that a dead run left open under {}.", transactionalId);
        } catch (KafkaException e) {
            LOG.warn(
                    "The transaction that a dead run left open under {} stays until its time-out;"
                            + " readers wait for it.",
                    transactionalId,
                    e);
        }
    }
}
