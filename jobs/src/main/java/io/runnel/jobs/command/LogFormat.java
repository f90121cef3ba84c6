package io.runnel.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How the processes of a cluster write what they log; {@code RUNNEL_LOG_FORMAT} says it. */
public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** One JSON object in a line, for whatever collects logs. */
    JSON;

    /** What {@code ./runnel} passes on. */
    private static final String PROPERTY = "runnel.log.format";

    private static final String LINES =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.console.ref = console
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
            """;

    /** The format that this process was started with. */
    public static LogFormat ofProcess() {
        return valueOf(System.getProperty(PROPERTY, TEXT.name()).toUpperCase(Locale.ROOT));
    }

    /** A configuration of Log4j that writes so. */
    public String configuration() {
        return switch (this) {
            case TEXT -> LINES;
            case JSON -> json();
        };
    }

    private static String json() {
        try {
            return Files.readString(
                    Path.of(
                            System.getProperty("runnel.conf", "deploy/conf"),
                            "log4j-json.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
