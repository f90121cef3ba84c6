package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.flink.OutputOrder;
import java.time.Duration;
import java.util.List;

/** How documents wait for their results. */
public final class EnrichmentOptions {
    public static final JobOption<OutputOrder> ORDER =
            JobOption.oneOf(
                    key("enrichment.order")
                            .enumType(OutputOrder.class)
                            .defaultValue(OutputOrder.UNORDERED)
                            .withDescription(
                                    "unordered lets a short document overtake a long one; ordered"
                                            + " keeps the order of each subtask's input, at the price"
                                            + " of waiting for the slowest."),
                    OutputOrder.class);

    public static final JobOption<Integer> CAPACITY =
            JobOption.of(
                    key("enrichment.capacity")
                            .intType()
                            .defaultValue(200)
                            .withDescription(
                                    "Most documents of one subtask that are in flight, and in its"
                                            + " checkpoint. When they are, the source waits. Raise it"
                                            + " if workers are idle, lower it if checkpoints take"
                                            + " long."),
                    "a number from 1 to 100000",
                    capacity -> capacity >= 1 && capacity <= 100_000);

    public static final JobOption<Duration> TIMEOUT =
            JobOption.of(
                    key("enrichment.timeout")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(30))
                            .withDescription(
                                    "A document that has no result after this time becomes a"
                                            + " reject TIMED_OUT. Only a guard against hanging:"
                                            + " waiting in the queue counts, so keep it far above the"
                                            + " time that a full queue takes."),
                    "a duration from 1 s, such as 30 min",
                    timeout -> timeout.compareTo(Duration.ofSeconds(1)) >= 0);

    public static final JobOption<Integer> GENERATION =
            JobOption.of(
                    key("enrichment.generation")
                            .intType()
                            .defaultValue(0)
                            .withDescription(
                                    "Which enrichment of its input this is. Raise it by one when the"
                                            + " models change, or before a range is enriched again:"
                                            + " of several enriched records of one input, the one of"
                                            + " the highest generation counts."),
                    "a number from 0",
                    generation -> generation >= 0);

    static final List<JobOption<?>> ALL = List.of(ORDER, CAPACITY, TIMEOUT, GENERATION);

    private EnrichmentOptions() {}
}
