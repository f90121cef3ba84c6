package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.flink.RejectLimit;
import java.util.List;

/** How much of the input may end in the dead letters. */
public final class RejectOptions {
    public static final JobOption<Double> MAX_SHARE =
            JobOption.of(
                    key("rejects.max-share")
                            .doubleType()
                            .defaultValue(1.0)
                            .withDescription(
                                    "Largest share of rejects among the last rejects.window records"
                                            + " of a subtask, counted once for what is no document"
                                            + " and once for what fails in a model; 1 lets all of"
                                            + " them be rejects."),
                    "a number from 0 to 1",
                    share -> share >= 0 && share <= 1);

    public static final JobOption<Integer> WINDOW =
            JobOption.of(
                    key("rejects.window")
                            .intType()
                            .defaultValue(1_000)
                            .withDescription(
                                    "How many records of a subtask are looked back at; before there"
                                            + " are so many, nothing is decided."),
                    "a number from 1 to 1000000",
                    window -> window >= 1 && window <= 1_000_000);

    public static final JobOption<RejectLimit.Beyond> BEYOND =
            JobOption.oneOf(
                    key("rejects.beyond")
                            .enumType(RejectLimit.Beyond.class)
                            .defaultValue(RejectLimit.Beyond.PAUSE)
                            .withDescription(
                                    "What happens beyond that share: pause takes one record a second"
                                            + " until it is kept again; fail ends the job, without"
                                            + " restarts, and its last checkpoint stays."),
                    RejectLimit.Beyond.class);

    static final List<JobOption<?>> ALL = List.of(MAX_SHARE, WINDOW, BEYOND);

    private RejectOptions() {}
}
