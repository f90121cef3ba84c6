package io.runnel.jobs.command.database;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which database, as the options of a job say it. */
public final class DatabaseTarget {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, jdbc:postgresql://HOST:PORT/NAME; short for --database.url.")
    private String url;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who makes the tables and owns them; short for --database.user.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File with the password, else the variable DATABASE_PASSWORD; short for"
                            + " --database.password-file.")
    private String passwordFile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration of a job; of it the database counts here.")
    private Path config;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "ticket",
            description = "The type that the configuration is for (default: ${DEFAULT-VALUE}).")
    private DocumentType type;

    /**
     * The settings of the database.
     *
     * @throws io.runnel.jobs.options.OptionMistakes with every mistake
     */
    DatabaseSettings settings() {
        List<String> keys = new ArrayList<>();
        add(keys, "--database.url", url);
        add(keys, "--database.user", user);
        add(keys, "--database.password-file", passwordFile);
        DatabaseSettings settings = JobArguments.bounded(type, config, keys).settings().database();
        if (settings == null) {
            throw new CommandFailure(
                    "Expected a database, found none. Name it with --url, with --config, or with"
                            + " RUNNEL_DATABASE_URL.");
        }
        return settings;
    }

    private static void add(List<String> keys, String key, String value) {
        if (value != null) {
            keys.addAll(List.of(key, value));
        }
    }
}
