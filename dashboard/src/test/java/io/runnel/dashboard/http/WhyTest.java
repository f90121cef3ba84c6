package io.runnel.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.dashboard.ApiClient;
import io.runnel.dashboard.Eventually;
import io.runnel.dashboard.Samples;
import io.runnel.dashboard.follow.CorrectionSender;
import io.runnel.dashboard.follow.Pulse;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.Store;
import io.runnel.dashboard.store.StoreSettings;
import io.runnel.dashboard.why.Explainer;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a label was given, asked through HTTP, with the bundled model. */
class WhyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODELS = Path.of("../model-store/models");
    private static final Token TOKEN = Token.generate();
    private static final Explainer EXPLAINER = new Explainer(MODELS);
    private static final String ANGRY = "The parcel is here. I hate this terrible service.";
    private static final String LONG = "Go ".repeat(300) + ".";

    private static final Executor EACH_ALONE = task -> new Thread(task, "asks").start();

    @TempDir static Path folder;
    private static Store store;
    private static TextIndex index;
    private static HttpServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        Batch batch = new Batch();
        batch.add(ticket(0, "angry", ANGRY));
        batch.add(ticket(1, "long", LONG));
        batch.add(unanswered(ticket(2, "unanswered", ANGRY)));
        new IndexKeeper(store, index).follow(new BatchWriter(store).write(batch));
        Clock clock = Clock.systemUTC();
        server =
                HttpServer.start(
                        Bind.loopback(0),
                        TOKEN,
                        new Services(
                                store,
                                index,
                                new Pulse(clock),
                                new Audit(store, clock),
                                StillTopics.none(),
                                new KafkaServices(
                                        null,
                                        new CorrectionSender(null, "corrections"),
                                        Optional.of(EXPLAINER))));
        client = new ApiClient(server.address() + "#token=" + TOKEN.text());
    }

    @AfterAll
    static void stop() {
        server.close();
        EXPLAINER.close();
        index.close();
        store.close();
    }

    @Test
    void givesEachWordItsWeightAndSaysWhatThatCost() throws Exception {
        JsonNode answer = why("angry", "sentiment");
        assertThat(answer.get("label").asText()).isEqualTo("negative");
        assertThat(answer.get("score").asDouble()).isBetween(0.3, 1.0);
        assertThat(answer.get("model").asText()).isEqualTo("runnel-base/3");
        assertThat(answer.get("method").asText()).isEqualTo("one-out-one-in");
        assertThat(answer.get("runs").asInt()).isPositive();
        assertThat(answer.get("model_ms").asDouble()).isPositive();
        List<String> words = new ArrayList<>();
        for (JsonNode word : answer.get("words")) {
            words.add(word.get("text").asText());
            assertThat(word.get("weight").isNumber()).isTrue();
        }
        assertThat(words).contains("hate", "terrible", "service", "parcel");
        assertThat(client.send("/api/documents/ticket/angry/why", "{}").statusCode())
                .as("classification is asked for where no task is named")
                .isEqualTo(200);
    }

    @Test
    void asksAtMostSomeQuestionsAboutALongText() throws Exception {
        JsonNode answer = why("long", "sentiment");
        assertThat(answer.get("questions").asInt()).isBetween(20, 481);
        int end = 0;
        for (JsonNode word : answer.get("words")) {
            if (word.get("field").asText().equals("text")) {
                assertThat(word.get("start").asInt()).isGreaterThanOrEqualTo(end);
                end = word.get("end").asInt();
            }
        }
        assertThat(LONG.substring(end).strip()).isEqualTo(".");
    }

    @Test
    void tellsWhatIsWrongWithTheQuestion() throws Exception {
        assertThat(refused("ticket/none", "{\"task\":\"sentiment\"}", 404)).contains("none");
        assertThat(refused("ticket/angry", "{\"task\":\"summary\"}", 400))
                .contains("expected classification or sentiment, found 'summary'");
        assertThat(refused("ticket/angry", "[]", 400)).isNotBlank();
        assertThat(refused("ticket/unanswered", "{\"task\":\"sentiment\"}", 422))
                .contains("The document has no sentiment");
    }

    @Test
    void sendsPeopleAwayWhereTooManyAskAndGoesOnServing() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        synchronized (EXPLAINER) {
            for (int i = 0; i < 5; i++) {
                asked.add(CompletableFuture.supplyAsync(WhyTest::askWhy, EACH_ALONE));
            }
            Eventually.get(
                    () -> {
                        assertThat(asked.stream().filter(CompletableFuture::isDone)).hasSize(2);
                        return asked;
                    });
            for (CompletableFuture<HttpResponse<String>> each : asked) {
                if (each.isDone()) {
                    assertThat(each.join().statusCode()).isEqualTo(503);
                    assertThat(each.join().body()).contains("Ask again in a moment");
                }
            }
            assertThat(client.get("/api/status").get("why_available").asBoolean()).isTrue();
        }
        assertThat(asked.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsExactlyInAnyOrder(200, 200, 200, 503, 503);
    }

    private static HttpResponse<String> askWhy() {
        try {
            return client.send("/api/documents/ticket/angry/why", "{\"task\":\"sentiment\"}");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode why(String id, String task) throws Exception {
        HttpResponse<String> answer =
                client.send("/api/documents/ticket/" + id + "/why", "{\"task\":\"" + task + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String refused(String document, String body, int status) throws Exception {
        HttpResponse<String> answer = client.send("/api/documents/" + document + "/why", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body()).get("error").asText();
    }

    private static IncomingDocument ticket(long offset, String id, String text) {
        return Samples.at(offset, new Samples.Said(id, "Parcel", text, "x", "y"));
    }

    /** The same, of a job that did not answer the task. */
    private static IncomingDocument unanswered(IncomingDocument document) {
        String json =
                document.json()
                        .replace("\"status\":\"answered\"", "\"status\":\"unsupported-language\"");
        return new IncomingDocument(
                document.place(),
                document.writtenAt(),
                new JsonEnrichedCodec().decode(json.getBytes(UTF_8)),
                json);
    }
}
