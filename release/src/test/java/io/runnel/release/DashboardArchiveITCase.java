package io.runnel.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.release.UnpackedArchive.Ended;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive has the dashboard with everything that it needs. */
class DashboardArchiveITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern KAFKA = Pattern.compile("Kafka runs at (\\S+)\\.\\s");
    private static final Pattern ADDRESS =
            Pattern.compile("The dashboard is at (http://\\S+/)(?:#token=(\\S+))?\\s");

    @TempDir private static Path folder;
    private static UnpackedArchive archive;

    @BeforeAll
    static void unpack() throws Exception {
        archive = UnpackedArchive.in(folder);
    }

    /** The server of a command, once it has said where it is. */
    private record Server(String address, String token) {
        static Server of(RunningCommand command) throws Exception {
            MatchResult said = command.awaitError(ADDRESS);
            return new Server(said.group(1), said.group(2));
        }

        JsonNode get(String path) throws Exception {
            return JSON.readTree(text(path));
        }

        String text(String path) throws Exception {
            return sent(HttpRequest.newBuilder(URI.create(address + path)), 200);
        }

        JsonNode post(String path, String body, int status) throws Exception {
            return JSON.readTree(
                    sent(
                            HttpRequest.newBuilder(URI.create(address + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body)),
                            status));
        }

        private static String sent(HttpRequest.Builder request, int status) throws Exception {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return response.body();
        }
    }

    @Test
    void tellsItsOptions() throws Exception {
        Ended all = archive.runnel("--help");
        assertThat(all.out()).contains("dashboard", "corrections");
        Ended dashboard = archive.runnel("dashboard", "--help");
        assertThat(dashboard.exitCode()).as(dashboard.err()).isZero();
        assertThat(dashboard.out()).contains("--token-file");
    }

    @Test
    void servesWhatTheDemoEnrichesAndExportsWhatPeopleCorrect() throws Exception {
        try (RunningCommand demo = archive.start("demo")) {
            Server server = Server.of(demo);
            assertThat(server.text("")).contains("<script");
            assertThat(server.text("assets/lib/echarts.min.js")).contains("Apache");
            // One with a label: some are in a language that the model does not know.
            JsonNode ticket = demo.await(() -> first(server, "type=ticket&min_confidence=0.1"));
            demo.await(() -> first(server, "q=refund&sort=relevance"));
            assertThat(server.text("api/export?table=documents&format=parquet")).startsWith("PAR1");
            String id = ticket.path("document_id").asText();
            JsonNode why =
                    server.post(
                            "api/documents/ticket/" + id + "/why",
                            "{\"task\": \"classification\"}",
                            200);
            assertThat(why.path("words")).isNotEmpty();

            String right = JSON.writeValueAsString(ticket.path("label"));
            server.post(
                    "api/corrections",
                    """
                    {"document_type": "ticket", "document_id": "%s", "task": "classification",
                     "right": {"label": %s}}"""
                            .formatted(id, right),
                    201);
            String kafka = demo.awaitError(KAFKA).group(1);
            exportsOneCorrection(kafka);
            keepsAStoreOfItsOwn(kafka);
            Ended stopped = demo.stop();
            assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        }
    }

    /** The first document that is asked for, or {@code null} as long as there is none. */
    private static JsonNode first(Server server, String question) throws Exception {
        JsonNode documents = server.get("api/documents?limit=1&" + question).path("documents");
        return documents.isEmpty() ? null : documents.get(0);
    }

    private static void exportsOneCorrection(String kafka) throws Exception {
        Ended export =
                archive.runnel(
                        "corrections",
                        "export",
                        "--type",
                        "ticket",
                        "--output",
                        "rows.jsonl",
                        "--bootstrap-servers",
                        kafka);
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(Files.readAllLines(archive.machine().resolve("rows.jsonl"), UTF_8)).hasSize(1);
    }

    /**
     * {@code ./runnel dashboard}, with another process's Kafka and a token that it does not tell.
     */
    private static void keepsAStoreOfItsOwn(String kafka) throws Exception {
        String token = "a-token-of-somebody";
        Files.writeString(archive.machine().resolve("token"), token);
        try (RunningCommand dashboard =
                archive.start(
                        "dashboard",
                        "--port",
                        "0",
                        "--data",
                        "store",
                        "--token-file",
                        "token",
                        "--bootstrap-servers",
                        kafka)) {
            Server server = Server.of(dashboard);
            dashboard.await(() -> first(server, "type=ticket"));
            Ended stopped = dashboard.stop();
            assertThat(stopped.exitCode()).as(stopped.err()).isZero();
            assertThat(stopped.out() + stopped.err()).doesNotContain(token);
        }
        assertThat(archive.machine().resolve("store/store.duckdb")).isNotEmptyFile();
    }
}
