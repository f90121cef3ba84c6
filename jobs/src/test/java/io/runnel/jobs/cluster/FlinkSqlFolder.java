package io.runnel.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.cluster.Libraries;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user of SQL sits in front of: the files of {@code deploy/sql}, the SQL connector for
 * Kafka, and {@code bin/sql-client.sh}, which starts Flink's own SQL client as the script of
 * Flink's distribution does.
 */
final class FlinkSqlFolder {
    private static final int PATIENCE_MINUTES = 5;

    /** {@code mvn -Pcluster} copies the libraries here. */
    private static final Path FLINK_SQL = Path.of("target", "flink-sql").toAbsolutePath();

    private final Path folder;
    private final String classPath;

    /**
     * @param folder empty
     * @param classPath what is in Flink's {@code lib/}
     */
    FlinkSqlFolder(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
    }

    /** Flink's {@code lib/} with SQL, and with these jars of the user's. */
    static Libraries libraries(Path... added) throws IOException {
        Libraries without = BuildOutput.installation().processes();
        String flink =
                Stream.concat(
                                Stream.concat(jars("lib"), Stream.of(added)).map(Path::toString),
                                Stream.of(without.flink()))
                        .collect(Collectors.joining(File.pathSeparator));
        return new Libraries(flink, without.kafka(), without.models());
    }

    /** {@code operators/sql/target/runnel-sql-….jar}. */
    static Path sqlJar() {
        return RepositoryRoot.resolve(
                "operators/sql/target/runnel-sql-" + System.getProperty("runnel.version") + ".jar");
    }

    /** Writes all of it, for a cluster whose client's {@code config.yaml} is in that folder. */
    FlinkSqlFolder prepare(Path configuration, String bootstrapServers) throws IOException {
        Path sql = RepositoryRoot.resolve("deploy/sql");
        try (Stream<Path> files = Files.walk(sql)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                write(
                        sql.relativize(file).toString(),
                        Files.readString(file).replace("localhost:9092", bootstrapServers));
            }
        }
        for (Path jar : jars("session").toList()) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
        String jars = jars("opt").map(Path::toString).collect(Collectors.joining(":"));
        String client =
                jars("opt")
                        .map(Path::toString)
                        .filter(jar -> jar.contains("flink-sql-client"))
                        .findFirst()
                        .orElseThrow();
        Path script =
                write(
                        "bin/sql-client.sh",
                        """
                        #!/bin/sh
                        export FLINK_CONF_DIR='%s'
                        exec '%s' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                            --add-opens=java.base/java.util=ALL-UNNAMED \\
                            --add-opens=java.base/java.lang=ALL-UNNAMED \\
                            --add-opens=java.base/java.time=ALL-UNNAMED \\
                            -Duser.home='%s' -Dlog4j2.configurationFile='%s' -cp '%s' \\
                            org.apache.flink.table.client.SqlClient "$@" --jar '%s'
                        """
                                .formatted(
                                        configuration,
                                        Path.of(System.getProperty("java.home"), "bin", "java"),
                                        folder,
                                        configuration.resolve("log4j2.properties"),
                                        classPath + ":" + jars,
                                        client));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Types this, and gives what was said; fails with that if it does not end well. */
    String type(String command) throws Exception {
        Path output = Files.createTempFile(folder, "said-", ".txt");
        Process bash =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = bash.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("'%s' ends; it said:%n%s", command, said).isTrue();
        assertThat(bash.exitValue()).as("'%s' said:%n%s", command, said).isZero();
        assertThat(said).doesNotContain("[ERROR]");
        return said;
    }

    /** The rows of the tables in it, without their heads, as lists of texts. */
    static List<List<String>> rows(String said) {
        return said.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(1, line.lastIndexOf('|')))
                .map(line -> Pattern.compile("\\|").splitAsStream(line).map(String::strip).toList())
                .toList();
    }

    private static Stream<Path> jars(String name) throws IOException {
        Path jars = FLINK_SQL.resolve(name);
        assertThat(jars).as("built with -Pcluster").isDirectory();
        try (Stream<Path> files = Files.list(jars)) {
            return files.sorted().toList().stream();
        }
    }
}
