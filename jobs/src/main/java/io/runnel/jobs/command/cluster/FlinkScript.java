package io.runnel.jobs.command.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The program {@code flink} of a cluster of processes: the same classes as in Flink's distribution,
 * and the same options, so what docs/operations.md says can be typed here.
 */
final class FlinkScript {
    /** Where programs are, in a cluster's folder. */
    static final String FOLDER = "bin";

    private FlinkScript() {}

    /**
     * Writes it.
     *
     * @param cluster the folder of the cluster
     * @param configuration the folder with its {@code config.yaml}
     */
    static Path write(Path cluster, Path configuration, Libraries libraries) {
        Path logging = configuration.resolve("log4j2.properties");
        Launch.write(
                logging,
                """
                rootLogger.level = INFO
                rootLogger.appenderRef.file.ref = file
                appender.file.type = File
                appender.file.name = file
                appender.file.fileName = %s
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = %%d{HH:mm:ss,SSS} %%-5p %%c{1} - %%m%%n
                """
                        .formatted(cluster.resolve("logs").resolve("client.log")));
        Path script = cluster.resolve(FOLDER).resolve("flink");
        Launch.write(
                script,
                """
                #!/bin/sh
                # Flink's command line for the cluster in this folder; './runnel cluster start' made it.
                FLINK_CONF_DIR=%s
                export FLINK_CONF_DIR
                exec %s -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                    --add-opens=java.base/java.util=ALL-UNNAMED \\
                    --add-opens=java.base/java.lang=ALL-UNNAMED \\
                    --add-opens=java.base/java.time=ALL-UNNAMED \\
                    -Dlog4j2.configurationFile=%s \\
                    -cp %s org.apache.flink.client.cli.CliFrontend "$@"
                """
                        .formatted(
                                quoted(configuration),
                                quoted(Path.of(System.getProperty("java.home"), "bin", "java")),
                                quoted(logging),
                                quoted(libraries.flink())));
        try {
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedOperationException e) {
            // No POSIX here: it is started with 'sh bin/flink'.
        }
        return script;
    }

    private static String quoted(Object text) {
        return "'" + text.toString().replace("'", "'\\''") + "'";
    }
}
