package io.runnel.jobs.kafka;

import io.runnel.jobs.options.Guarantee;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.KafkaSettings;
import io.runnel.jobs.options.MissingTopics;
import io.runnel.jobs.options.Reading;
import io.runnel.jobs.options.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true of Kafka before a job starts, so that the promised guarantee can be kept.
 * Broken at run time, each of these would show as a restart loop or as a log line and lost records.
 * What depends on the options alone has been checked with them ({@link JobSettings#of}).
 */
public final class DeliveryConditions {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryConditions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private DeliveryConditions() {}

    /** What a job begins with. */
    public enum Beginning {
        WITHOUT_STATE,
        /** A savepoint or a checkpoint, whose transactions it may have to finish. */
        WITH_STATE
    }

    /** Checks for a job that begins without state. */
    public static List<String> check(JobSettings settings) {
        return check(settings, Beginning.WITHOUT_STATE);
    }

    /**
     * Asks the brokers, creates missing topics if the job says so, and checks.
     *
     * @return what there is to say before it starts, one line for each
     * @throws UnmetConditions with all that is wrong
     */
    public static List<String> check(JobSettings settings, Beginning beginning) {
        return check(settings, beginning, PATIENCE);
    }

    /**
     * The same.
     *
     * @param limit how long the brokers may take for an answer
     */
    static List<String> check(JobSettings settings, Beginning beginning, Duration limit) {
        KafkaSettings kafka = settings.kafka();
        Properties connection = kafka.client().connection();
        String patience = Long.toString(limit.toMillis());
        connection.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
        connection.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
        try (Admin admin = Admin.create(connection)) {
            BrokerFacts facts = BrokerFacts.ask(admin, topics(kafka));
            if (kafka.missingTopics() == MissingTopics.CREATE) {
                facts = MissingTopicsCreation.create(admin, kafka, facts);
            }
            List<String> unmet = new ArrayList<>(unmet(settings, facts));
            List<String> remarks = new ArrayList<>();
            if (kafka.source().reading() instanceof Reading.Backfill backfill
                    && facts.topics().containsKey(kafka.source().topic())) {
                BackfillPlan plan =
                        BackfillPlan.of(
                                backfill,
                                kafka.source().topic(),
                                facts.topics().get(kafka.source().topic()).partitions(),
                                admin);
                unmet.addAll(plan.mistakes());
                remarks.add(plan.text());
                forgetful(kafka, facts).ifPresent(remarks::add);
                if (beginning == Beginning.WITHOUT_STATE) {
                    new OpenTransactions(admin).ofAnother(settings).ifPresent(unmet::add);
                }
            }
            if (!unmet.isEmpty()) {
                throw new UnmetConditions(unmet);
            }
            return remarks;
        } catch (ExecutionException e) {
            throw new UnmetConditions(List.of(refusal(kafka, e.getCause())));
        } catch (KafkaException e) {
            throw new UnmetConditions(List.of(refusal(kafka, e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmetConditions(List.of("Asking the brokers was interrupted."));
        }
    }

    static List<String> topics(KafkaSettings kafka) {
        return List.of(
                kafka.source().topic(), kafka.enriched().topic(), kafka.deadLetters().topic());
    }

    /** Every condition that these facts do not meet; empty if the job can start. */
    static List<String> unmet(JobSettings settings, BrokerFacts facts) {
        List<String> unmet = new ArrayList<>();
        KafkaSettings kafka = settings.kafka();
        for (String topic : topics(kafka)) {
            if (!facts.topics().containsKey(topic)) {
                unmet.add(
                        "Topic '"
                                + topic
                                + "' does not exist. Create it, or set kafka.missing-topics="
                                + MissingTopics.CREATE
                                + ".");
            }
        }
        tooSmall(kafka.enriched(), "kafka.sink.max-record-bytes", facts).ifPresent(unmet::add);
        tooSmall(kafka.deadLetters(), "kafka.dead-letters.max-record-bytes", facts)
                .ifPresent(unmet::add);
        compacted(kafka.deadLetters().topic(), facts).ifPresent(unmet::add);
        unmet.addAll(tooStrictAboutTime(kafka, facts));
        if (settings.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
            timeoutTooLong(settings.delivery().transactionTimeout(), facts).ifPresent(unmet::add);
        }
        return unmet;
    }

    private static Optional<String> tooSmall(TopicSettings topic, String key, BrokerFacts facts) {
        return Optional.ofNullable(facts.topics().get(topic.topic()))
                .flatMap(BrokerFacts.Topic::maxMessageBytes)
                .filter(bytes -> bytes < topic.maxRecordBytes())
                .map(
                        bytes ->
                                String.format(
                                        "Topic '%s' takes records of %,d bytes (max.message.bytes),"
                                                + " but %s is %,d. Raise the topic's, with"
                                                + " kafka-configs.sh --alter --topic %s --add-config"
                                                + " max.message.bytes=%d, or lower %s.",
                                        topic.topic(),
                                        bytes,
                                        key,
                                        topic.maxRecordBytes(),
                                        topic.topic(),
                                        topic.maxRecordBytes(),
                                        key));
    }

    private static Optional<String> compacted(String deadLetters, BrokerFacts facts) {
        return Optional.ofNullable(facts.topics().get(deadLetters))
                .filter(BrokerFacts.Topic::isCompacted)
                .map(
                        topic ->
                                "Topic '"
                                        + deadLetters
                                        + "' is compacted: it would forget dead letters with equal"
                                        + " keys and refuse those without. Set its cleanup.policy"
                                        + " to delete.");
    }

    /** An enriched record keeps its input's time; where that is refused, the job would restart. */
    private static List<String> tooStrictAboutTime(KafkaSettings kafka, BrokerFacts facts) {
        BrokerFacts.Topic source = facts.topics().get(kafka.source().topic());
        BrokerFacts.Topic enriched = facts.topics().get(kafka.enriched().topic());
        List<String> unmet = new ArrayList<>();
        if (source == null || enriched == null || !enriched.keepsProducersTime()) {
            return unmet;
        }
        for (String limit : BrokerFacts.TIMESTAMP_LIMITS) {
            long given = source.keepsProducersTime() ? source.number(limit).orElse(0L) : 0;
            long taken = enriched.number(limit).orElse(Long.MAX_VALUE);
            if (given > taken) {
                unmet.add(
                        String.format(
                                "Topic '%s' refuses records of times that '%s' takes (%s is %d"
                                        + " there, %d here): one would stop the job. Make them"
                                        + " equal.",
                                kafka.enriched().topic(),
                                kafka.source().topic(),
                                limit,
                                given,
                                taken));
            }
        }
        return unmet;
    }

    /**
     * What is said of an enriched topic that deletes what a backfill of old inputs writes to it.
     */
    static Optional<String> forgetful(KafkaSettings kafka, BrokerFacts facts) {
        BrokerFacts.Topic source = facts.topics().get(kafka.source().topic());
        return Optional.ofNullable(facts.topics().get(kafka.enriched().topic()))
                .filter(enriched -> source != null && enriched.keepsProducersTime())
                .filter(enriched -> enriched.forgetsBefore(source))
                .map(
                        enriched ->
                                String.format(
                                        Locale.ROOT,
                                        "Take care: enriched records have the time of their input, and"
                                                + " topic '%s' deletes what is older than %.1f days"
                                                + " (retention.ms); '%s' keeps longer. Raise the"
                                                + " former's, or what comes of older inputs is deleted"
                                                + " within minutes.",
                                        kafka.enriched().topic(),
                                        enriched.number(BrokerFacts.RETENTION).orElseThrow()
                                                / 86_400_000.0,
                                        kafka.source().topic()));
    }

    private static Optional<String> timeoutTooLong(Duration timeout, BrokerFacts facts) {
        if (facts.transactionMaxTimeout().isEmpty()) {
            LOG.warn(
                    "The brokers do not tell this user their transaction.max.timeout.ms; if it is"
                            + " less than delivery.transaction-timeout, {}, the job cannot write.",
                    timeout);
        }
        return facts.transactionMaxTimeout()
                .filter(most -> timeout.compareTo(most) > 0)
                .map(
                        most ->
                                "delivery.transaction-timeout is "
                                        + timeout.toMillis()
                                        + " ms, but the brokers grant "
                                        + most.toMillis()
                                        + " ms (transaction.max.timeout.ms). Lower it, or raise the"
                                        + " brokers'.");
    }

    private static String refusal(KafkaSettings kafka, Throwable cause) {
        return "Kafka at "
                + kafka.client().bootstrapServers()
                + " did not answer as expected within "
                + PATIENCE.toSeconds()
                + " s: "
                + cause
                + ". Check kafka.bootstrap-servers, that the brokers run, and kafka.properties.* if"
                + " they ask for a login.";
    }
}
