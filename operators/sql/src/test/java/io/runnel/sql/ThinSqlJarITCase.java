package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What a user puts into Flink's {@code lib/} beside the engine's jar. */
class ThinSqlJarITCase {
    @Test
    void carriesTheProviderAndWhatItNeedsOfTheOperator() throws IOException {
        assertThat(entries())
                .contains(
                        "META-INF/services/org.apache.flink.table.factories.Factory",
                        "io/runnel/sql/RunnelModelProviderFactory.class",
                        "io/runnel/sql/RunnelPredictFunction.class",
                        "io/runnel/flink/EngineOptions.class",
                        "io/runnel/flink/TextPieces.class",
                        "io/runnel/schemas/document/Text.class");
    }

    @Test
    void carriesNeitherNativesNorEngineNorFlinkNorAnyLibrary() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(
                        name ->
                                name.startsWith("io/runnel/sql/")
                                        || name.startsWith("io/runnel/flink/")
                                        || name.startsWith("io/runnel/schemas/"));
        assertThat(entries()).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)(\\..*)?"));
    }

    private static List<String> entries() throws IOException {
        Path file =
                Path.of("target", "runnel-sql-" + System.getProperty("runnel.version") + ".jar");
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
