package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.http.Token;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people correct through the API comes out of Kafka as files that the real commands learn from
 * and measure with, by the bundled pack.
 */
class ModelsOfCorrectionsClusterITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Token TOKEN = Token.generate();
    private static final Path PACK = Path.of("../model-store/models/runnel-base/3");

    private static final List<String> GARDEN =
            List.of(
                    "My roses have yellow leaves, and I am so sad 😀.",
                    "Which soil do tomatoes need?",
                    "How often should I water a fern?",
                    "The hedge needs cutting in June.",
                    "Slugs have eaten all the lettuce, \"again\".",
                    "When do I plant tulip bulbs?",
                    "The lawn is full of moss this spring.",
                    "Can I grow lemons in a pot?");
    private static final List<String> KITCHEN =
            List.of(
                    "The oven for £500 does not get hot enough,\nI hate it.",
                    "How long do I boil an egg?",
                    "This pan sticks whatever I fry.",
                    "Is there a recipe for lentil soup?",
                    "The freezer makes ice on its walls.",
                    "My knives are blunt, how do I sharpen them?",
                    "Which pot is best for pasta?",
                    "The dishwasher leaves spots on glasses.");
    private static final String NAMES =
            "😀 Angela Merkel flew to Paris on Monday, Barack Obama stayed in Porto.";

    @TempDir Path folder;
    private String address;
    private String kafkaAddress;

    @Test
    void areTaughtAndMeasuredWithWhatPeopleSaid() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, DefaultTopics.all());
            kafkaAddress = broker.bootstrapServers();
            try (KafkaConnection kafka = KafkaConnection.open(KafkaAddress.of(kafkaAddress))) {
                fill(kafka);
                try (Dashboard dashboard = start(kafka)) {
                    address = dashboard.address();
                    awaitDocuments(GARDEN.size() + KITCHEN.size() + 1);
                    judge();
                }
            }
            teach(export("classification", "rows.csv"), export("classification", "rows.jsonl"));
            measureSentiment(export("sentiment", "moods.jsonl"));
            measureEntities(export("entities", "names.jsonl"));
        }
    }

    private static void fill(KafkaConnection kafka) throws Exception {
        List<String> texts = new ArrayList<>(GARDEN);
        texts.addAll(KITCHEN);
        texts.add(NAMES);
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int i = 0; i < texts.size(); i++) {
                byte[] record =
                        at(i, ticket("t" + i, texts.get(i)))
                                .json()
                                .getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>("tickets-enriched", record)).get();
            }
        }
    }

    private Dashboard start(KafkaConnection kafka) {
        return TestDashboard.over(folder.resolve("store")).token(TOKEN).start(kafka);
    }

    /** The kind of every text, the mood of two, and six names: two right, two wrong, two missed. */
    private void judge() throws Exception {
        label("t0", "classification", "kitchen");
        for (int i = 0; i < GARDEN.size() + KITCHEN.size(); i++) {
            label("t" + i, "classification", i < GARDEN.size() ? "garden" : "kitchen");
        }
        label("t0", "sentiment", "negative");
        label("t8", "sentiment", "negative");
        entity("Angela Merkel", "person");
        entity("Paris", "place");
        entity("Porto", "place");
        entity("Barack Obama", null);
    }

    private void label(String id, String task, String label) throws Exception {
        ObjectNode body = correction(id, task);
        body.putObject("right").put("label", label);
        post(body);
    }

    private void entity(String words, String group) throws Exception {
        int start = NAMES.indexOf(words);
        ObjectNode body = correction("t" + (GARDEN.size() + KITCHEN.size()), "entities");
        body.put("field", "text").put("start", start).put("end", start + words.length());
        body.putObject("right").put("entity_group", group);
        post(body);
    }

    private static ObjectNode correction(String id, String task) {
        return JSON.createObjectNode()
                .put("document_type", "ticket")
                .put("document_id", id)
                .put("task", task);
    }

    private Path export(String task, String name) {
        Path file = folder.resolve(name);
        run(
                "corrections",
                "export",
                "--type",
                "ticket",
                "--task",
                task,
                "--output",
                file.toString(),
                "--bootstrap-servers",
                kafkaAddress);
        return file;
    }

    private void teach(Path csv, Path jsonl) throws Exception {
        Path store = folder.resolve("models");
        copyPackTo(store.resolve("runnel-base").resolve("3"));
        String out =
                run(
                        "models",
                        "teach",
                        "--labels",
                        csv.toString(),
                        "--name",
                        "mine",
                        "--models",
                        store.toString());
        assertThat(out).contains("written: mine/1");
        JsonNode report = evaluate("mine/1", "mine", jsonl, store);
        assertThat(report.get("rows").asInt()).isEqualTo(GARDEN.size() + KITCHEN.size());
        assertThat(report.at("/per_label/garden/support").asInt()).isEqualTo(GARDEN.size());
        assertThat(report.get("accuracy").asDouble()).isGreaterThanOrEqualTo(0.8);
    }

    private void measureSentiment(Path rows) throws Exception {
        JsonNode report = evaluate("runnel-base/3", "sentiment", rows, PACK.resolve("../.."));
        assertThat(report.get("rows").asInt()).isEqualTo(2);
        assertThat(report.at("/per_label/negative/support").asInt()).isEqualTo(2);
        assertThat(report.get("accuracy").asDouble()).isPositive();
    }

    /** The pack finds all four; of one the person says that it is none. */
    private void measureEntities(Path rows) throws Exception {
        JsonNode report = evaluate("runnel-base/3", "entities", rows, PACK.resolve("../.."));
        assertThat(report.get("rows").asInt()).isEqualTo(1);
        assertThat(report.at("/per_label/place/support").asInt()).isEqualTo(2);
        assertThat(report.at("/per_label/place/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/per_label/person/support").asInt()).isEqualTo(1);
        assertThat(report.at("/per_label/person/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/per_label/person/precision").asDouble()).isEqualTo(0.5);
        assertThat(report.at("/per_label").has("date")).isFalse();
    }

    private JsonNode evaluate(String model, String head, Path rows, Path store) throws Exception {
        return JSON.readTree(
                run(
                        "models",
                        "evaluate",
                        "--model",
                        model,
                        "--head",
                        head,
                        "--input",
                        rows.toString(),
                        "--models",
                        store.toString(),
                        "--output",
                        "json"));
    }

    /** Runs a command as {@code ./runnel} does; gives what it printed. */
    private static String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.Screen.PLAIN);
        assertThat(Runnel.run(terminal, Interruption.manual(), arguments))
                .as(() -> String.join(" ", arguments) + "\n" + err.toString(StandardCharsets.UTF_8))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void copyPackTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(PACK)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(PACK.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private void awaitDocuments(int documents) throws Exception {
        Eventually.get(
                () -> {
                    JsonNode status = JSON.readTree(send(request("api/status")).body());
                    return assertThat(status.at("/store/documents").asInt())
                            .as("%s", status)
                            .isEqualTo(documents);
                });
    }

    private void post(ObjectNode body) throws Exception {
        HttpResponse<String> answer =
                send(
                        request("api/corrections")
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + TOKEN.text())
                                .POST(BodyPublishers.ofString(body.toString())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address).resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
