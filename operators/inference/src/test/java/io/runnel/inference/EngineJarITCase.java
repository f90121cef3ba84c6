package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The jar for Flink's {@code lib/}: everything the engine needs, nothing in the way of Flink's own
 * libraries.
 */
class EngineJarITCase {
    private static final Path JAR = Path.of(System.getProperty("runnel.engine.jar"));

    @Test
    void holdsNoClassThatFlinkOrAJobMayHaveInAnotherVersion() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(
                        name ->
                                name.startsWith("io/runnel/inference/")
                                        || name.startsWith("io/runnel/modelstore/")
                                        || name.startsWith("ai/onnxruntime/")
                                        || name.startsWith("ai/djl/")
                                        || name.startsWith("com/sun/jna/"));
        assertThat(entries())
                .anyMatch(name -> name.startsWith("io/runnel/inference/shaded/jackson/"));
        assertThat(entries())
                .noneMatch(
                        name ->
                                name.endsWith("module-info.class")
                                        || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
    }

    @Test
    void holdsTheNativesOfFourPlatformsAndNoDebugSymbols() throws IOException {
        List<String> natives =
                entries().stream()
                        .filter(name -> name.matches(".*\\.(so|dylib|dll|jnilib)"))
                        .toList();
        for (String library : List.of("onnxruntime4j_jni", "tokenizers", "jnidispatch")) {
            for (String platform :
                    List.of(
                            "linux-(x64|x86[-_]64)",
                            "linux-aarch64",
                            "(osx|darwin)-aarch64",
                            "win(32)?-(x64|x86[-_]64)")) {
                assertThat(natives)
                        .anyMatch(name -> name.matches(".*/" + platform + "/.*" + library + ".*"));
            }
        }
        assertThat(entries())
                .noneMatch(
                        name ->
                                name.contains(".dSYM")
                                        || name.contains("freebsd")
                                        || name.contains("armv7"));
    }

    @Test
    void namesItsServicesByTheirNewNames() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                .allMatch(name -> name.contains("/io.runnel.") || name.contains("/ai.djl."));
    }

    @Test
    void answersFromTheJarAloneAndEndsWithRunsUnderWay(@TempDir Path classes) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                said,
                                said,
                                "-proc:none",
                                "-cp",
                                JAR.toString(),
                                "-d",
                                classes.toString(),
                                resource("/EngineProbe.java").toString());
        assertThat(compiled).as(said.toString(StandardCharsets.UTF_8)).isZero();
        for (int round = 0; round < 3; round++) {
            Process probe =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-cp",
                                    Stream.of(classes, JAR, jarOf(LoggerFactory.class))
                                            .map(Path::toString)
                                            .collect(Collectors.joining(File.pathSeparator)),
                                    "EngineProbe",
                                    TinyModel.store().toString())
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(probe.waitFor(2, TimeUnit.MINUTES)).as(output).isTrue();
            assertThat(output)
                    .contains("queue billing")
                    .contains("entity alice smith")
                    .contains("language de");
            assertThat(probe.exitValue()).as(output).isZero();
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(EngineJarITCase.class.getResource(name).toURI());
    }
}
