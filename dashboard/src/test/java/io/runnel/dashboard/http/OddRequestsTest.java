package io.runnel.dashboard.http;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that fail on their way, ask too much, or send what was not meant. */
class OddRequestsTest {
    private static final Token TOKEN = Token.generate();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path folder;
    private static Store store;
    private static TextIndex index;
    private static HttpServer server;

    @BeforeAll
    static void start() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        Batch batch = new Batch();
        batch.add(at(0, ticket("a", "one")));
        new BatchWriter(store).write(batch);
        server =
                HttpServer.start(
                        Bind.loopback(0),
                        TOKEN,
                        new Services(
                                store,
                                index,
                                new Pulse(Clock.systemUTC()),
                                new Audit(store, Clock.systemUTC()),
                                new StillTopics(
                                        Set.of(),
                                        Set.of("tickets-dlt"),
                                        Set.of(),
                                        Set.of(),
                                        Optional.empty()),
                                new KafkaServices(
                                        null,
                                        new CorrectionSender(null, "corrections"),
                                        Optional.empty())));
    }

    @AfterAll
    static void stop() {
        server.close();
        index.close();
        store.close();
    }

    /** A time that Java has no form for, behind so many rows. */
    private static String failsBehind(int rows) {
        return "SELECT i, CASE WHEN i < "
                + rows
                + " THEN TIME '10:00' ELSE TIME '24:00:00' END AS t FROM range(9999) r(i) ORDER BY i";
    }

    @Test
    void breaksADownloadOffThatFailsOnItsWay() {
        assertThatThrownBy(() -> post("/api/sql/export", sql(failsBehind(9_000))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void answersADownloadThatFailsAtItsBeginningWithTheMistakeAlone() throws Exception {
        HttpResponse<String> answer = post("/api/sql/export", sql(failsBehind(3)));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(JSON.readTree(answer.body()).get("error").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void stopsAnExportAfterItsTime(String format) throws Exception {
        String endless = "SELECT count(*) FROM range(10000000000000) r WHERE hash(r.range) = 1";
        HttpResponse<String> answer =
                post(
                        "/api/sql/export",
                        "{\"sql\":\"%s\",\"format\":\"%s\",\"timeout_ms\":300}"
                                .formatted(endless, format));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("took longer than 300 ms");
    }

    @Test
    void saysOfAParquetExportWhatIsWrongWithItsQuery() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/api/sql/export",
                        "{\"sql\":\"SELECT no FROM audit\",\"format\":\"parquet\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no");
    }

    @Test
    void exportsMoreRowsThanThePageShows() throws Exception {
        HttpResponse<String> answer =
                post("/api/sql/export", sql("SELECT i FROM range(20000) r(i)"));
        assertThat(answer.body().lines()).hasSize(20_001);
    }

    @Test
    void staysThereForOthersWhileManyAskInSql() throws Exception {
        String slow =
                "{\"sql\":\"SELECT count(*) FROM range(10000000000000) r WHERE hash(r.range) = 1\","
                        + "\"timeout_ms\":4000}";
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(CLIENT.sendAsync(request("/api/sql", slow), BodyHandlers.ofString()));
        }
        long busy = 0;
        for (CompletableFuture<HttpResponse<String>> answer : asked) {
            busy += answer.get().statusCode() == 503 ? 1 : 0;
        }
        assertThat(busy).isBetween(20L, 37L);
        assertThat(post("/api/sql", sql("SELECT 1")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "12", "true", "\"\""})
    void sendsNoEmptyRecordForBytesThatAreNoText(String bytes) throws Exception {
        HttpResponse<String> answer =
                post(
                        "/api/rejects/replay",
                        "{\"confirm\":true,\"topic\":\"tickets-dlt\",\"partition\":0,\"offset\":0,"
                                + "\"value_base64\":"
                                + bytes
                                + "}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("value_base64");
    }

    @Test
    void refusesATimeThatNoDatabaseHas() throws Exception {
        HttpRequest far =
                HttpRequest.newBuilder(
                                URI.create(
                                        server.address()
                                                + "api/overview?from=%2B999999999-01-01T00:00:00Z"))
                        .build();
        assertThat(CLIENT.send(far, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "api/overview, cross-site, 403",
        "api/export?table=documents, cross-site, 403",
        "api/none, cross-site, 403",
        "api/overview, same-origin, 200",
        "api/export?table=documents, same-origin, 200",
        "api/export?table=documents, none, 200",
        "'', cross-site, 200"
    })
    void letsNoPageOfAnotherSiteAskForAnything(String path, String site, int status)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Sec-Fetch-Site", site)
                        .build();
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).contains("another site");
        }
    }

    private static String sql(String sql) {
        return JSON.createObjectNode().put("sql", sql).toString();
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return CLIENT.send(request(path, body), BodyHandlers.ofString());
    }

    private static HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.address()).resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN.text())
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
