package io.runnel.jobs.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A real Prometheus with the configuration and the rules of {@code deploy/prometheus}, but for
 * where it scrapes and how often.
 */
public final class PrometheusProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    /** Also the time that a scrape may take; one that fails takes its metrics out of answers. */
    private static final String OFTEN = "3s";

    private static final int NOT_READY = 503;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;
    private final Path log;

    private PrometheusProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Whether {@code prometheus} and {@code promtool} are on the path. */
    public static boolean isInstalled() {
        return Stream.of("prometheus", "promtool").allMatch(PrometheusProcess::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Starts it; the first answers may take a moment.
     *
     * @param folder for its data, configuration and log
     * @param port of this machine where the metrics are
     * @param own port, which must be free
     */
    public static PrometheusProcess start(Path folder, int port, int own) throws IOException {
        Files.createDirectories(folder);
        Path deployed = RepositoryRoot.resolve("deploy/prometheus");
        Files.copy(deployed.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        ObjectNode configuration =
                (ObjectNode) YAML.readTree(deployed.resolve("prometheus.yml").toFile());
        configuration
                .withObject("/global")
                .put("scrape_interval", OFTEN)
                .put("evaluation_interval", OFTEN);
        ObjectNode scraped = (ObjectNode) configuration.at("/scrape_configs/0");
        scraped.remove("dns_sd_configs");
        scraped.putArray("static_configs").addObject().putArray("targets").add("localhost:" + port);
        Path file = folder.resolve("prometheus.yml");
        YAML.writeValue(file.toFile(), configuration);
        Path log = folder.resolve("prometheus.log");
        Process process =
                new ProcessBuilder(
                                "prometheus",
                                "--config.file=" + file,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + own)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new PrometheusProcess(process, URI.create("http://127.0.0.1:" + own), log);
    }

    /** What it finds for this query now; nothing where it has not started yet. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        String form = "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        JsonNode answer =
                ask(
                        HttpRequest.newBuilder(address.resolve("/api/v1/query"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));
        return answer.at("/data/result");
    }

    /** The rules that it has taken, with the health of each. */
    public JsonNode rules() throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(address.resolve("/api/v1/rules")))
                .at("/data/groups/0/rules");
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus has ended: " + Files.readString(log));
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException e) {
            return JSON.createObjectNode(); // not yet
        }
        if (response.statusCode() == NOT_READY) {
            return JSON.createObjectNode();
        }
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(
                    "Prometheus refuses " + response.uri() + ": " + response.body());
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
