package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What a job promises about its output, and what it needs to keep the promise. */
public final class DeliveryOptions {
    public static final JobOption<Guarantee> GUARANTEE =
            JobOption.oneOf(
                    key("delivery.guarantee")
                            .enumType(Guarantee.class)
                            .defaultValue(Guarantee.EXACTLY_ONCE)
                            .withDescription(
                                    "exactly-once writes in Kafka transactions: output becomes"
                                            + " visible with the next checkpoint, to readers with"
                                            + " isolation.level=read_committed once. at-least-once"
                                            + " writes at once, and again after a failure."),
                    Guarantee.class);

    public static final JobOption<String> TRANSACTIONAL_ID_PREFIX =
            JobOption.of(
                    key("delivery.transactional-id-prefix")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Begins the transactional ids PREFIX-TYPE-enriched-… and"
                                            + " PREFIX-TYPE-dead-letters-…. Keep it over restarts;"
                                            + " give two running jobs of one type different ones, or"
                                            + " they abort each other's transactions. Must be given"
                                            + " with exactly-once."),
                    "a name ([A-Za-z0-9._-], at most 100) without -enriched or -dead-letters",
                    Pattern.compile("(?!.*-(enriched|dead-letters))[A-Za-z0-9._-]{1,100}")
                            .asMatchPredicate());

    public static final JobOption<Duration> TRANSACTION_TIMEOUT =
            JobOption.of(
                    key("delivery.transaction-timeout")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(15))
                            .withDescription(
                                    "When the broker gives up an open transaction and its records"
                                            + " are lost. At most the broker's"
                                            + " transaction.max.timeout.ms (15 min unless changed),"
                                            + " at least 10 s more than checkpoint interval and"
                                            + " longest outage together: what it is more, and never"
                                            + " more than 10 min, is the time that a checkpoint may"
                                            + " take before it fails."),
                    "a duration from 1 s to 24 d, such as 15 min",
                    timeout ->
                            timeout.compareTo(Duration.ofSeconds(1)) >= 0
                                    && timeout.compareTo(Duration.ofDays(24)) <= 0);

    public static final JobOption<Duration> CHECKPOINT_INTERVAL =
            JobOption.of(
                    key("delivery.checkpoint-interval")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(10))
                            .withDescription(
                                    "Time between two checkpoints; with exactly-once, output"
                                            + " becomes visible in this rhythm."),
                    "a duration from 100 ms, such as 10 s",
                    interval -> interval.compareTo(Duration.ofMillis(100)) >= 0);

    public static final JobOption<Duration> LONGEST_OUTAGE =
            JobOption.of(
                    key("delivery.longest-outage")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(10))
                            .withDescription(
                                    "The longest time for which the job may be down between a"
                                            + " checkpoint and its recovery without losing output."
                                            + " After a longer one, transactions of the last"
                                            + " checkpoint may have timed out."),
                    "a duration, such as 10 min",
                    outage -> !outage.isNegative());

    static final List<JobOption<?>> ALL =
            List.of(
                    GUARANTEE,
                    TRANSACTIONAL_ID_PREFIX,
                    TRANSACTION_TIMEOUT,
                    CHECKPOINT_INTERVAL,
                    LONGEST_OUTAGE);

    private DeliveryOptions() {}
}
