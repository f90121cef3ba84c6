package io.runnel.schemas.registry;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Apicurio Registry as a process of its own, with its data in memory. It is here after {@code mvn
 * -Pit} has fetched it, and needs Java 21 or newer, which it looks for beside the Java of this
 * test.
 */
public final class ApicurioProcess implements AutoCloseable {
    /** Where the build unpacks it, seen from the folder of any module beside this one. */
    private static final Path JAR =
            Path.of("..", "schemas", "target", "apicurio", "quarkus-run.jar");

    private static final int LEAST_JAVA = 21;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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
                            + ".");
        }
        return Optional.empty();
    }

    /** Starts it and waits until it answers. */
    public static ApicurioProcess start(Path folder) throws Exception {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                        java().orElseThrow().toString(),
                        "-Xmx400m",
                        "-jar",
                        JAR.toAbsolutePath().normalize().toString());
        builder.directory(folder.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "QUARKUS_HTTP_HOST",
                                "127.0.0.1",
                                "QUARKUS_HTTP_PORT",
                                "" + port,
                                "QUARKUS_MANAGEMENT_HOST",
                                "127.0.0.1",
                                "QUARKUS_MANAGEMENT_PORT",
                                "" + freePort()));
        Path log = folder.resolve("apicurio.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ApicurioProcess started =
                new ApicurioProcess(
                        builder.start(),
                        URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7"));
        try {
            started.awaitAnswer(log);
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    public RegistrySettings settings() {
        return new RegistrySettings(List.of(url), null, Duration.ofSeconds(60));
    }

    private void awaitAnswer(Path log) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Apicurio Registry did not start:\n" + Files.readString(log));
            }
            Thread.sleep(500);
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
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

    /** A Java that is new enough: the one that runs this test, or one that stands beside it. */
    private static Optional<Path> java() {
        Path home = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(home.getParent())) {
            return Stream.concat(Stream.of(home), beside.sorted())
                    .filter(each -> version(each) >= LEAST_JAVA)
                    .map(each -> each.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
