package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import java.util.regex.Pattern;

/** A range of the source topic to read, instead of everything that comes. */
public final class BackfillOptions {
    public static final JobOption<String> FROM =
            JobOption.of(
                    key("backfill.from")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Where a backfill begins, that offset included. It makes the job"
                                            + " end at backfill.until, which must be given, too. A"
                                            + " time is that of the first record with this time or a"
                                            + " later one; a list names the partitions that are"
                                            + " read."),
                    "earliest, a time with its zone such as 2026-03-01T00:00:00Z, or"
                            + " partition:offset with commas between them",
                    text ->
                            RangeEnd.parse(text)
                                    .filter(end -> !(end instanceof RangeEnd.Latest))
                                    .isPresent());

    public static final JobOption<String> UNTIL =
            JobOption.of(
                    key("backfill.until")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Where a backfill ends, that offset not included. latest is the end"
                                            + " of each partition when the job starts."),
                    "latest, a time with its zone such as 2026-03-02T00:00:00Z, or"
                            + " partition:offset with commas between them",
                    text ->
                            RangeEnd.parse(text)
                                    .filter(end -> !(end instanceof RangeEnd.Earliest))
                                    .isPresent());

    public static final JobOption<String> NAME =
            JobOption.of(
                    key("backfill.name")
                            .stringType()
                            .defaultValue("backfill")
                            .withDescription(
                                    "Stands behind a backfill's consumer group and"
                                            + " delivery.transactional-id-prefix, so that it never"
                                            + " shares them with the job that runs. Two backfills of"
                                            + " one type that run at once need two names."),
                    "a name ([A-Za-z0-9._-], at most 40) without enriched or dead-letters",
                    Pattern.compile("(?!.*(enriched|dead-letters))[A-Za-z0-9._-]{1,40}")
                            .asMatchPredicate());

    static final List<JobOption<?>> ALL = List.of(FROM, UNTIL, NAME);

    private BackfillOptions() {}
}
