package io.runnel.jobs.command.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.BundledModels;
import io.runnel.jobs.command.TestTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the pack of the checkout, on rows written for this project. */
class EvaluateModelCommandTest {
    private static final String MODEL = "runnel-base/3";

    private final TestTerminal terminal = new TestTerminal();

    @TempDir private Path folder;

    @BeforeEach
    void useTheModelsOfTheCheckout() {
        BundledModels.use();
    }

    @Test
    void measuresAHeadThatGivesLabels() throws IOException {
        JsonNode report = json("sentiment", rows("sentiment.jsonl"));
        assertThat(report.fieldNames())
                .toIterable()
                .startsWith(
                        "model",
                        "head",
                        "rows",
                        "accuracy",
                        "macro_f1",
                        "average_recall",
                        "per_label",
                        "ece",
                        "documents_per_second")
                .doesNotContain("auroc", "rouge1", "entity_f1", "labels");
        assertThat(report.path("model").asText()).isEqualTo(MODEL);
        assertThat(report.path("rows").asInt()).isEqualTo(11);
        assertThat(report.path("not_scored").asInt()).isEqualTo(1);
        assertThat(report.path("accuracy").asDouble()).isGreaterThanOrEqualTo(.6);
        assertThat(report.at("/per_label/positive/support").asInt()).isEqualTo(4);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void readsTheSameRowsPackedAndByOtherNames() throws IOException {
        JsonNode plain = json("sentiment", rows("sentiment.jsonl"));
        Path packed = folder.resolve("rows.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(
                    new String(Files.readAllBytes(rows("sentiment.jsonl")), UTF_8)
                            .replace("\"text\"", "\"words\"")
                            .replace("\"label\": \"p", "\"mood\": \"p")
                            .replace("\"label\": \"neg", "\"mood\": \"NEG")
                            .replace("\"label\": \"neu", "\"mood\": \"neu")
                            .getBytes(UTF_8));
        }
        JsonNode other =
                json("sentiment", packed, "--text-fields", "words", "--label-field", "mood");
        assertThat(other.path("per_label")).isEqualTo(plain.path("per_label"));
        assertThat(other.path("ece")).isEqualTo(plain.path("ece"));
    }

    @Test
    void drawsASampleThatASeedRepeats() throws IOException {
        JsonNode first = json("sentiment", rows("sentiment.jsonl"), "--limit", "5", "--seed", "3");
        JsonNode again = json("sentiment", rows("sentiment.jsonl"), "--limit", "5", "--seed", "3");
        assertThat(first.path("rows").asInt()).isEqualTo(5);
        assertThat(again.path("per_label")).isEqualTo(first.path("per_label"));
    }

    @Test
    void measuresEntitiesByTheTypesOfAMapping() throws IOException {
        Path mapping = folder.resolve("mapping.json");
        Files.writeString(
                mapping, "{\"mine\": {\"map\": {\"PER\": \"person\", \"CITY\": \"place\"}}}");
        JsonNode report = json("entities", rows("entities.jsonl"), "--labels", mapping + "#/mine");
        assertThat(report.path("entity_f1").asDouble()).isGreaterThanOrEqualTo(.4);
        assertThat(report.path("per_label").fieldNames())
                .toIterable()
                .containsExactly("person", "place");
        assertThat(report.at("/per_label/person/support").asInt()).isEqualTo(7);
        assertThat(report.path("not_judged")).isEmpty();
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void saysWhichEntitiesItCouldNotJudge() throws IOException {
        JsonNode report = json("entities", rows("entities.jsonl"));
        assertThat(report.at("/per_label/CITY/recall").asDouble()).isZero();
        assertThat(terminal.err())
                .contains("does not know these labels of the input: CITY.")
                .containsPattern(
                        "Not judged, because the input has no entity of them: .*\\bplace\\b.*\\.");
    }

    @Test
    void warnsOnlyOfLabelsThatTheInputHas() throws IOException {
        Path dots = folder.resolve("dots.jsonl");
        Files.writeString(dots, "{\"text\": \"\\u0007\", \"label\": \"neutral\"}\n");
        JsonNode report = json("sentiment", dots);
        assertThat(report.path("per_label").fieldNames()).toIterable().contains("(no answer)");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void warnsOfFieldsThatTheHeadDoesNotHave() throws IOException {
        Path receipt = folder.resolve("receipt.jsonl");
        Files.writeString(
                receipt,
                "{\"text\": \"BEAN HOUSE\\nTOTAL 4.50\", \"fields\": {\"cashier\": \"Al\"}}\n");
        JsonNode report = json("invoice-fields", receipt);
        assertThat(report.at("/per_value/cashier/recall").asDouble()).isZero();
        assertThat(terminal.err()).contains("does not know these labels of the input: cashier.");
    }

    @Test
    void comparesSummariesWithReferences() throws IOException {
        JsonNode report = json("salience", rows("meeting.jsonl"), "--summary-words", "45");
        assertThat(report.path("rouge1").asDouble()).isBetween(.2, 1.);
        assertThat(report.path("rouge_l").asDouble()).isPositive();
        assertThat(report.path("baselines").path("lead").path("rouge1").asDouble()).isPositive();
        assertThat(report.path("summary_words").asInt()).isEqualTo(45);
        assertThat(report.has("accuracy")).isFalse();
    }

    @Test
    void tellsAPersonTheSame() throws IOException {
        assertThat(run("sentiment", rows("sentiment.jsonl"), "--confusions", "1")).isZero();
        assertThat(terminal.out())
                .contains("macro f1", "average recall", "documents per second")
                .contains("precision", "support", "positive")
                .contains("confidence (of 15 bins)");
    }

    @Test
    void namesFileAndLineOfABadRow() throws IOException {
        Path bad = folder.resolve("bad.jsonl");
        Files.writeString(bad, "{\"text\": \"a\", \"label\": \"neutral\"}\n{\"text\": \"b\"}\n");
        assertThat(run("sentiment", bad)).isEqualTo(1);
        assertThat(terminal.err())
                .startsWith("runnel: " + bad + ":2: it has no label; expected 'label'")
                .doesNotContain("\tat ");
    }

    @Test
    void failsOnAnInputWithoutRows() throws IOException {
        Path empty = folder.resolve("empty.jsonl");
        Files.writeString(empty, "");
        assertThat(run("sentiment", empty)).isEqualTo(1);
        assertThat(terminal.err()).contains("The input has no rows; expected a JSON object");
        assertThat(run("sentiment", folder)).isEqualTo(1);
        assertThat(terminal.err()).contains(folder + " is a folder; expected a file");
        assertThat(run("sentiment", folder.resolve("none.jsonl"))).isEqualTo(1);
        assertThat(terminal.err()).contains("none.jsonl does not exist");
    }

    @Test
    void warnsOfRowsInALanguageThatTheHeadWasNotTrainedFor() throws IOException {
        Path rows = folder.resolve("rows.jsonl");
        String text =
                "Der neue Drucker im ersten Stock druckt seit gestern Morgen leider überhaupt"
                        + " nicht mehr, bitte schicken Sie jemanden vorbei.";
        Files.writeString(rows, "{\"text\": \"" + text + "\", \"label\": \"negative\"}\n");
        JsonNode found = json("sentiment", rows);
        assertThat(terminal.err())
                .contains("The rows seem to be in de, but the head was trained for en.");
        String stated = Files.readString(rows).replace("}", ", \"language\": \"en-GB\"}");
        Files.writeString(rows, stated);
        TestTerminal other = new TestTerminal();
        assertThat(other.run(arguments("sentiment", rows, List.of()))).isZero();
        assertThat(other.err()).isEmpty();
        Files.writeString(rows, stated.replace("en-GB", "fr"));
        assertThat(json("sentiment", rows).path("per_label")).isEqualTo(found.path("per_label"));
        assertThat(terminal.err()).contains("Rows are in fr, but the head was trained for en.");
    }

    @Test
    void namesAMistakeOfSeveralFieldsOnce() throws IOException {
        assertThat(run("sentiment", rows("sentiment.jsonl"), "--text-fields", ",")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--text-fields: Field '' has an empty step")
                .doesNotContain("mistakes in the options");
    }

    @Test
    void reportsAllMistakesOfTheOptionsAtOnce() {
        int code =
                run(
                        "no-such-head",
                        Path.of("any.jsonl"),
                        "--limit",
                        "0",
                        "--seed",
                        "x",
                        "--text-fields",
                        "a,,b",
                        "--labels",
                        "none.yaml",
                        "--in-scope-kept",
                        "2");
        assertThat(code).isEqualTo(2);
        assertThat(terminal.err())
                .contains("7 mistakes in the options.")
                .contains("File any.jsonl does not exist, or cannot be read.")
                .contains("--limit: expected a whole number of at least 1, found 0.")
                .contains("--seed: expected a whole number, found 'x'.")
                .contains("--text-fields: Field '' has an empty step")
                .contains("--labels: none.yaml does not exist")
                .contains("--in-scope-kept: expected a number above 0 and at most 1, found '2'.")
                .contains("--head: model runnel-base/3 has no head 'no-such-head'; it has ");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void reportsAModelAndAnInputThatAreNotThereTogether() {
        String[] both = {
            "models", "evaluate", "--model", "none/1", "--head", "x", "--input", "none.jsonl"
        };
        assertThat(terminal.run(both)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("2 mistakes in the options.")
                .contains("Model none/1 is not in the store")
                .contains("File none.jsonl does not exist, or cannot be read.");
    }

    @Test
    void reportsAModelThatIsNotThereWithTheMistakesOfTheOptions() {
        String[] both = {
            "models", "evaluate", "--model", "none/1", "--head", "x", "--input", "-", "--limit", "0"
        };
        assertThat(terminal.run(both)).isEqualTo(2);
        assertThat(terminal.err())
                .contains("2 mistakes in the options.")
                .contains("Model none/1 is not in the store")
                .contains("--limit: expected a whole number of at least 1, found 0.");
    }

    @Test
    void refusesOptionsThatAHeadHasNoUseFor() throws IOException {
        assertThat(run("entities", rows("entities.jsonl"), "--text-fields", "text")).isEqualTo(2);
        assertThat(terminal.err()).contains("--text-fields: this head is evaluated on rows with");
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, "{great: superb}");
        assertThat(run("sentiment", rows("sentiment.jsonl"), "--labels", mapping.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--labels: the head has no label 'superb'");
    }

    private JsonNode json(String head, Path input, String... more) throws JsonProcessingException {
        TestTerminal own = new TestTerminal();
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(List.of("--output", "json"));
        int code = own.run(arguments(head, input, options));
        terminal.terminal().err().print(own.err());
        assertThat(code).as(own.err()).isZero();
        return new ObjectMapper().readTree(own.out());
    }

    private int run(String head, Path input, String... more) {
        return terminal.run(arguments(head, input, List.of(more)));
    }

    private static String[] arguments(String head, Path input, List<String> more) {
        List<String> all = new ArrayList<>(List.of("models", "evaluate", "--model", MODEL));
        all.addAll(List.of("--head", head, "--input", input.toString()));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    private Path rows(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = EvaluateModelCommandTest.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
