package io.runnel.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The library of others inside of the dashboard's jar: that of the charts, as one file. */
record DashboardJar(boolean hasCharts) {
    static DashboardJar of(UnpackedArchive archive) throws IOException {
        try (Stream<Path> jars = Files.list(archive.home().resolve("lib"))) {
            Path file =
                    jars.filter(jar -> jar.getFileName().toString().startsWith("runnel-dashboard-"))
                            .findFirst()
                            .orElseThrow();
            try (JarFile jar = new JarFile(file.toFile())) {
                return new DashboardJar(
                        jar.getEntry("io/runnel/dashboard/lib/echarts.min.js") != null);
            }
        }
    }

    /** As {@code group:name}. */
    Set<String> libraries() {
        return hasCharts ? Set.of("org.webjars:echarts") : Set.of();
    }
}
