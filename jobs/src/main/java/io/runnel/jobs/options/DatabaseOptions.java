package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Which PostgreSQL a job writes to beside Kafka, if any. */
public final class DatabaseOptions {
    private static final String PREFIX = "jdbc:postgresql:";

    public static final JobOption<String> URL =
            JobOption.of(
                    key("database.url")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "The PostgreSQL that enriched records and rejects are written to,"
                                            + " beside Kafka. Without it, to none. Properties of the"
                                            + " driver may follow behind a question mark, such as"
                                            + " sslmode=verify-full."),
                    "jdbc:postgresql://HOST:PORT/DATABASE without user and password",
                    DatabaseOptions::isAddress);

    public static final JobOption<String> USER =
            JobOption.of(
                    key("database.user")
                            .stringType()
                            .defaultValue("runnel")
                            .withDescription("Who the job is to the database."),
                    "a name",
                    name -> !name.isBlank());

    public static final JobOption<String> PASSWORD_FILE =
            JobOption.of(
                    key("database.password-file")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "File with the password on one line. Each process reads its own"
                                            + " whenever it connects, so it is in no job graph,"
                                            + " checkpoint or log. Without it, the variable"
                                            + " DATABASE_PASSWORD of the process's environment is"
                                            + " read."),
                    "the path of a file on every TaskManager and where the job is submitted",
                    path -> !path.isBlank());

    public static final JobOption<Integer> BATCH_SIZE =
            JobOption.of(
                    key("database.batch-size")
                            .intType()
                            .defaultValue(100)
                            .withDescription(
                                    "Most documents that are sent at once. Fewer are sent with a"
                                            + " checkpoint, so that delivery.checkpoint-interval is"
                                            + " the longest that one waits."),
                    "a number from 1 to 10000",
                    size -> size >= 1 && size <= 10_000);

    public static final JobOption<Duration> LONGEST_OUTAGE =
            JobOption.of(
                    key("database.longest-outage")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(5))
                            .withDescription(
                                    "How long the job waits for a database that does not answer"
                                            + " before it fails and starts again from its last"
                                            + " checkpoint; nothing is lost either way."),
                    "a duration such as 5 min",
                    outage -> !outage.isNegative());

    static final List<JobOption<?>> ALL =
            List.of(URL, USER, PASSWORD_FILE, BATCH_SIZE, LONGEST_OUTAGE);

    private DatabaseOptions() {}

    private static boolean isAddress(String text) {
        String url = text.toLowerCase(Locale.ROOT);
        return url.startsWith(PREFIX)
                && url.length() > PREFIX.length()
                && !url.contains("@")
                && !url.contains("password=")
                && !url.contains("user=");
    }
}
