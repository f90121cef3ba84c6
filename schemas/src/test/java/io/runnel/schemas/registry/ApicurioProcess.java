package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Apicurio Registry as a process of its own, with its data in memory. It is here after {@code mvn
 * -Pit} has fetched it, and needs Java 21 or newer: that of {@value #JAVA_VARIABLE}, the one that
 * runs this test, or one that stands beside it.
 */
public final class ApicurioProcess implements AutoCloseable {
    /** Where the build unpacks it, seen from the folder of any module beside this one. */
    private static final Path JAR =
            Path.of("..", "schemas", "target", "apicurio", "quarkus-run.jar");

    private static final String JAVA_VARIABLE = "RUNNEL_TEST_APICURIO_JAVA_HOME";
    private static final int LEAST_JAVA = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** It chooses its port, and says so when it can be asked. */
    private static final Pattern READY = Pattern.compile(" Listening on: (http://[0-9.]+:[0-9]+)");

    private final Process process;
    private final URI url;

    private ApicurioProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Why it cannot be started here; empty if it can. */
    public static Optional<String> missing() {
        if (!Files.exists(JAR)) {
            return Optional.of("Apicurio Registry is not here; 'mvn verify -Pit' fetches it.");
        }
        if (java().isEmpty()) {
            return Optional.of(
                    "Apicurio Registry needs Java "
                            + LEAST_JAVA
                            + " or newer; there is none beside "
                            + System.getProperty("java.home")
                            + ". Install one, or name its folder in "
                            + JAVA_VARIABLE
                            + ".");
        }
        return Optional.empty();
    }

    /** Starts it and waits until it can be asked. */
    public static ApicurioProcess start(Path folder) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        java().orElseThrow().toString(),
                        "-Xmx400m",
                        "-jar",
                        JAR.toAbsolutePath().normalize().toString());
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_HTTP_HOST", "127.0.0.1",
                                "QUARKUS_HTTP_PORT", "0",
                                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                                "QUARKUS_MANAGEMENT_PORT", "0"));
        Process process = builder.start();
        Path log = folder.resolve("apicurio.log");
        try {
            return new ApicurioProcess(
                    process, URI.create(awaitReady(process, log) + "/apis/ccompat/v7"));
        } catch (Exception | Error e) {
            stop(process);
            throw e;
        }
    }

    public RegistrySettings settings() {
        return new RegistrySettings(List.of(url), null, Duration.ofSeconds(60));
    }

    private static String awaitReady(Process process, Path log) throws Exception {
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> keep(process, log, ready), "apicurio-log");
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "Apicurio Registry did not start:\n" + Files.readString(log), e);
        }
    }

    /** Writes what the process says into its log until it ends, and finds its address in it. */
    private static void keep(Process process, Path log, CompletableFuture<String> ready) {
        try (BufferedReader lines = process.inputReader(UTF_8);
                PrintWriter kept = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                kept.println(line);
                Matcher address = READY.matcher(line);
                if (address.find()) {
                    ready.complete(address.group(1));
                }
            }
            ready.completeExceptionally(new IOException("It ended."));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        stop(process);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The first Java that is new enough. */
    private static Optional<Path> java() {
        return Stream.concat(named(), ownAndBeside())
                .filter(each -> version(each) >= LEAST_JAVA)
                .map(each -> each.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> named() {
        return Stream.ofNullable(System.getenv(JAVA_VARIABLE)).map(Path::of);
    }

    private static Stream<Path> ownAndBeside() {
        Path home = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(home.getParent())) {
            return Stream.concat(Stream.of(home), beside.sorted().toList().stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            return 0;
        }
        String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+_-]", 2)[0]);
    }
}
