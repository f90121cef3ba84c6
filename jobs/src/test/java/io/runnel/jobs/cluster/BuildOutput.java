package io.runnel.jobs.cluster;

import java.nio.file.Path;

/** Where the build puts what users install. */
final class BuildOutput {
    private BuildOutput() {}

    static Path jobJar() {
        return Path.of("target", "runnel-jobs-" + version() + ".jar").toAbsolutePath();
    }

    static Path engineJar() {
        return Path.of(
                        "..",
                        "operators",
                        "inference",
                        "target",
                        "runnel-engine-" + version() + ".jar")
                .toAbsolutePath()
                .normalize();
    }

    static Path launcherClassPath() {
        return Path.of("target", "runnel.classpath").toAbsolutePath();
    }

    static Path models() {
        return Path.of("..", "model-store", "models").toAbsolutePath().normalize();
    }

    private static String version() {
        return System.getProperty("runnel.version");
    }
}
