package io.runnel.jobs.cluster;

import io.runnel.jobs.command.cluster.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the build puts what users install. */
public final class BuildOutput {
    private BuildOutput() {}

    /** All of it, for a cluster of processes. */
    public static Installation installation() throws IOException {
        return new Installation(
                engineJar(),
                jobJar(),
                Path.of("..", "model-store", "models").toAbsolutePath().normalize(),
                List.of(
                        Files.readString(Path.of("target", "runnel.classpath"))
                                .trim()
                                .split(File.pathSeparator)));
    }

    static Path jobJar() {
        return Path.of("target", "runnel-jobs-" + version() + ".jar").toAbsolutePath();
    }

    private static Path engineJar() {
        return Path.of(
                        "..",
                        "operators",
                        "inference",
                        "target",
                        "runnel-engine-" + version() + ".jar")
                .toAbsolutePath()
                .normalize();
    }

    private static String version() {
        return System.getProperty("runnel.version");
    }
}
