package io.runnel.dashboard.http;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server on a free port, with a store and without Kafka. */
class HttpServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Token TOKEN = Token.generate();

    @TempDir static Path folder;
    private static Store store;
    private static TextIndex index;
    private static HttpServer server;
    private static Services services;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        Batch batch = new Batch();
        batch.add(at(0, ticket("<script>alert(1)</script>", "A hostile id")));
        batch.add(at(1, ticket("a/b%2f..%25+c?", "A slash in Porto")));
        new IndexKeeper(store, index).follow(new BatchWriter(store).write(batch));
        services =
                new Services(
                        store,
                        index,
                        new Pulse(Clock.systemUTC()),
                        new Audit(store, Clock.systemUTC()),
                        new StillTopics(
                                Set.of("tickets-enriched"),
                                Set.of("tickets-dlt"),
                                Set.of("corrections"),
                                Set.of(),
                                Optional.empty()),
                        new KafkaServices(
                                null, new CorrectionSender(null, "corrections"), Optional.empty()));
        server = HttpServer.start(Bind.loopback(0), TOKEN, services);
    }

    @AfterAll
    static void stop() {
        server.close();
        index.close();
        store.close();
    }

    @Test
    void answersWhatIsInTheStore() throws Exception {
        assertThat(json(get("/api/status")).at("/store/documents").asInt()).isEqualTo(2);
        assertThat(json(get("/api/overview?q=porto")).get("documents").asInt()).isEqualTo(1);
        assertThat(json(get("/api/documents?sort=confidence")).get("documents")).hasSize(2);
        assertThat(json(get("/api/documents?sort=arrival")).get("documents")).hasSize(2);
        JsonNode one = json(get("/api/documents/ticket/a%2Fb%252f..%2525+c%3F"));
        assertThat(one.at("/enriched/document_id").asText()).isEqualTo("a/b%2f..%25+c?");
        assertThat(one.at("/fields/1/text").asText()).isEqualTo("A slash in Porto");
        assertThat(get("/api/documents/ticket/none").statusCode()).isEqualTo(404);
    }

    @Test
    void answersHostileTextAsJsonThatNoBrowserRuns() throws Exception {
        HttpResponse<String> answer = get("/api/documents");
        assertThat(answer.body()).contains("<script>alert(1)</script>");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/status", "/api/none", "/assets/none.js", "/none"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) throws Exception {
        var headers = get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'self' 'unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        if (path.startsWith("/api")) {
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void doesNoWriteWithoutTheToken() throws Exception {
        for (Route route : new Api(services).routes()) {
            if (route.method().equals("POST")) {
                String path = route.path().replaceAll("\\{\\w+}", "x");
                assertThat(send(post(path, "{}")).statusCode()).as(path).isEqualTo(401);
                assertThat(
                                send(post(path, "{}").header("Authorization", "Bearer wrong"))
                                        .statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
        }
        assertThat(json(get("/api/audit")).get("lines")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,cross-site", "null,cross-site", ",cross-site", ",same-site"})
    void refusesWritesOfOtherSitesEvenWithTheToken(String origin, String site) throws Exception {
        HttpRequest.Builder request =
                post("/api/sql", "{\"sql\":\"SELECT 1\"}").header("Sec-Fetch-Site", site);
        if (origin != null) {
            request.header("Origin", origin);
        }
        assertThat(send(withToken(request)).statusCode()).isEqualTo(403);
    }

    @Test
    void takesWritesOfItsOwnPage() throws Exception {
        HttpRequest.Builder request =
                post("/api/sql", "{\"sql\":\"SELECT 1 AS n\"}")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Origin", "http://127.0.0.1:" + server.port());
        HttpResponse<String> answer = send(withToken(request));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).at("/rows/0/0").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example"})
    void refusesRequestsThatNameAnotherHost(String host) throws Exception {
        assertThat(
                        raw(
                                "GET /api/status HTTP/1.1\r\nHost: "
                                        + host
                                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void refusesReadsWithoutTheTokenWhereOtherMachinesCanAsk() throws Exception {
        try (HttpServer open =
                HttpServer.start(new Bind("0.0.0.0", 0, java.util.List.of()), TOKEN, services)) {
            URI status = URI.create("http://127.0.0.1:" + open.port() + "/api/status");
            HttpRequest.Builder request = HttpRequest.newBuilder(status);
            assertThat(send(request).statusCode()).isEqualTo(401);
            assertThat(send(withToken(HttpRequest.newBuilder(status))).statusCode()).isEqualTo(200);
            URI now = URI.create("http://127.0.0.1:" + open.port() + "/api/now/stream");
            assertThat(send(HttpRequest.newBuilder(now)).statusCode()).isEqualTo(401);
            // The page itself is no secret: Kubernetes asks for it to see whether the server lives.
            URI page = URI.create("http://127.0.0.1:" + open.port() + "/");
            assertThat(send(HttpRequest.newBuilder(page)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesWhatIsTooLargeAndWhatIsNoJson() throws Exception {
        String large = "{\"sql\":\"" + "x".repeat(100_000) + "\"}";
        assertThat(send(withToken(post("/api/sql", large))).statusCode()).isEqualTo(413);
        assertThat(send(withToken(post("/api/sql", "no"))).statusCode()).isEqualTo(400);
        assertThat(send(withToken(post("/api/sql", "[".repeat(5_000)))).statusCode())
                .isEqualTo(400);
        HttpRequest.Builder form =
                HttpRequest.newBuilder(uri("/api/sql"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"));
        assertThat(send(withToken(form)).statusCode()).isEqualTo(415);
        assertThat(raw("GET /?" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 200");
    }

    @Test
    void saysEveryMistakeOfARequest() throws Exception {
        HttpResponse<String> answer = get("/api/overview?type=letter&from=noon&colour=red");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).contains("type:", "from:", "'colour'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../openapi.json",
                "/assets/%2e%2e/openapi.json",
                "/assets/lib/../../openapi.json",
                "/assets/lib/..%2f..%2fopenapi.json",
                "/assets//etc/passwd",
                "/assets/HttpServer.class"
            })
    void servesNoFileButThoseOfThePage(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void servesTheChartsOnceAndThenSaysThatTheyAreTheSame() throws Exception {
        HttpResponse<String> first = get("/assets/lib/echarts.min.js");
        assertThat(first.statusCode()).isEqualTo(200);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder again =
                HttpRequest.newBuilder(uri("/assets/lib/echarts.min.js"))
                        .header("If-None-Match", tag);
        assertThat(send(again).statusCode()).isEqualTo(304);
    }

    @Test
    void letsBrowsersKeepTheFilesThatThePageNames() throws Exception {
        String page = get("/").body();
        Matcher file = Pattern.compile("src=\"(/assets/v-[0-9a-f]{16}/app.js)\"").matcher(page);
        assertThat(file.find()).isTrue();
        HttpResponse<String> app = get(file.group(1));
        assertThat(app.statusCode()).isEqualTo(200);
        assertThat(app.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        String ofAnEarlierStart = "/assets/v-0123456789abcdef/app.js";
        assertThat(get(ofAnEarlierStart).body()).isEqualTo(app.body());
        assertThat(get(ofAnEarlierStart).headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
        assertThat(get("/").headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void namesOnlyFilesThatAreThere() throws Exception {
        Matcher files = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(get("/").body());
        int found = 0;
        while (files.find()) {
            assertThat(get(files.group(1)).statusCode()).as(files.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void tellsWhatIsGoingOnAgainAndAgain() throws Exception {
        HttpResponse<InputStream> stream =
                CLIENT.send(
                        HttpRequest.newBuilder(uri("/api/now/stream")).build(),
                        BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        StringBuilder events = new StringBuilder();
        try (InputStream in = stream.body()) {
            while (events.toString().split("event:now", -1).length < 3) {
                int next = in.read();
                assertThat(next).isNotNegative();
                events.append((char) next);
            }
        }
        assertThat(events.toString()).contains("documents_per_second");
    }

    @Test
    void describesEveryRouteInTheOpenApiFileAndNoOther() throws Exception {
        JsonNode paths = json(get("/api/openapi.json")).get("paths");
        Set<String> described = new TreeSet<>();
        paths.properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(
                                                                                java.util.Locale
                                                                                        .ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        Set<String> served = new TreeSet<>(Set.of("GET /api/now/stream"));
        new Api(services)
                .routes()
                .forEach(route -> served.add(route.method() + " " + route.path()));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void asksForAConfirmationBeforeAReplay() throws Exception {
        HttpResponse<String> answer =
                send(withToken(post("/api/rejects/replay", "{\"topic\":\"tickets-dlt\"}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("confirm");
        String other = "{\"confirm\":true,\"topic\":\"audit\",\"reason\":\"NO_TEXT\"}";
        assertThat(send(withToken(post("/api/rejects/replay", other))).body()).contains("topic:");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder withToken(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + TOKEN.text());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        ApiContract.holdsFor(answer);
        return answer;
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** What a client that no library tames gets. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(400), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException e) {
            return "closed";
        }
    }
}
