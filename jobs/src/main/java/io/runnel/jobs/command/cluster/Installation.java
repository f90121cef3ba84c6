package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.LocalModels;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user installs on a cluster, as {@code docs/cluster.md} says.
 *
 * @param engineJar for Flink's {@code lib/}
 * @param jobJar to submit
 * @param models the model store
 * @param libraries the class path of {@code ./runnel}: Kafka's part is a broker's, Flink's part
 *     stands for Flink's distribution, which is not on Maven Central
 */
public record Installation(Path engineJar, Path jobJar, Path models, List<String> libraries) {
    private static final List<String> FLINK_DISTRIBUTION =
            List.of(
                    "/org/apache/flink/flink-",
                    "/org/apache/logging/log4j/",
                    "/org/slf4j/",
                    "/commons-cli/",
                    "/commons-collections/",
                    "/commons-io/",
                    "/org/apache/commons/commons-compress/",
                    "/org/apache/commons/commons-lang3/",
                    "/org/apache/commons/commons-text/",
                    "/org/apache/commons/commons-math3/",
                    "/org/snakeyaml/",
                    "/com/esotericsoftware/",
                    "/org/objenesis/",
                    "/org/javassist/",
                    "/org/roaringbitmap/",
                    "/at/yawk/lz4/",
                    "/org/xerial/snappy/",
                    "/com/google/code/findbugs/",
                    // Not Flink's: put into lib/ as docs/database.md says.
                    "/org/postgresql/postgresql/");
    private static final List<String> NOT_IN_IT =
            List.of(
                    "flink-connector-kafka",
                    "flink-connector-jdbc",
                    "flink-test-utils",
                    "-tests.jar");

    /**
     * What the checkout of this process has built.
     *
     * @throws CommandFailure if this was not started with {@code ./runnel}, or something is missing
     */
    public static Installation ofLauncher() {
        List<String> libraries =
                List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        Path engine =
                libraries.stream()
                        .filter(entry -> entry.matches(".*[/\\\\]runnel-engine-[^/\\\\]*\\.jar"))
                        .map(Path::of)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                "The engine's jar is not in the class path. Start"
                                                        + " this with ./runnel from a checkout."));
        // <checkout>/operators/inference/target/runnel-engine-<version>.jar
        Path checkout = engine.toAbsolutePath().normalize().resolve("../../../..").normalize();
        String version = engine.getFileName().toString().replaceAll("runnel-engine-|\\.jar", "");
        Path job =
                checkout.resolve("jobs")
                        .resolve("target")
                        .resolve("runnel-jobs-" + version + ".jar");
        if (!Files.isRegularFile(job)) {
            throw new CommandFailure(
                    "The job's jar " + job + " is not there. Build it with 'mvn package'.");
        }
        return new Installation(
                engine.toAbsolutePath().normalize(), job, LocalModels.find().root(), libraries);
    }

    /** What its processes are started from: Flink's distribution, and the engine beside it. */
    public Libraries processes() {
        String flink =
                engineJar
                        + File.pathSeparator
                        + libraries.stream()
                                .filter(
                                        entry ->
                                                FLINK_DISTRIBUTION.stream()
                                                        .anyMatch(entry::contains))
                                .filter(entry -> NOT_IN_IT.stream().noneMatch(entry::contains))
                                .collect(Collectors.joining(File.pathSeparator));
        return new Libraries(flink, String.join(File.pathSeparator, libraries), models);
    }
}
