package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.ClassifyZeroShot;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.Vector;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.AddRequest.Scales;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What encoders answer beside one label and tags is what transformers answers; see {@code
 * src/test/models/make_tasks.py}.
 */
class TaskParityTest {
    private static final Path MODELS = Path.of("src", "test", "models");
    private static final String LABELS = "text-classification";
    private static final double TOLERANCE = 1e-4;

    /** What eight bits may change in a score. */
    private static final double TOLERANCE_OF_BYTES = 0.05;

    private final List<String> texts = new ArrayList<>();
    private JsonNode golden;

    @TempDir Path store;

    @BeforeEach
    void readTheGoldenFile() throws IOException {
        Path file = MODELS.resolve("golden").resolve("tasks.json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            golden = new ObjectMapper().readTree(in);
        }
        golden.path("texts").forEach(text -> texts.add(text.asText()));
        assertThat(texts).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nli-bert", "nli-roberta"})
    void candidateLabelsAreScoredAsThePipelineDoes(String folder) throws IOException {
        ModelId id = add(folder, Scales.AS_THEY_ARE).card().id();
        List<String> candidates =
                StreamSupport.stream(golden.path("candidates").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        for (Choice choice : Choice.values()) {
            JsonNode expected = golden.path(folder).path(choice == Choice.ONE ? "one" : "any");
            ClassifyZeroShot task =
                    new ClassifyZeroShot(
                            id,
                            "zero-shot-classification",
                            LongText.CHUNK,
                            candidates,
                            ClassifyZeroShot.DEFAULT_HYPOTHESIS,
                            choice);
            List<Labels> found = asked(task);
            for (int i = 0; i < texts.size(); i++) {
                if (expected.get(i).isArray()) {
                    assertScores(folder + " " + choice, found.get(i), candidates, expected.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embed-mean", "embed-cls"})
    void embeddingsArePooledAsSentenceTransformersDoes(String folder) throws IOException {
        ModelId id = add(folder, Scales.AS_THEY_ARE).card().id();
        EmbedTexts task = new EmbedTexts(id, "sentence-embedding", LongText.CHUNK);
        var found = asked(task);
        for (int i = 0; i < texts.size(); i++) {
            Vector vector = found.get(i).passages().get(0).vector();
            JsonNode expected = golden.path(folder).get(i);
            assertThat(vector.size()).isEqualTo(expected.size());
            for (int place = 0; place < vector.size(); place++) {
                assertThat(vector.at(place))
                        .as(folder + " text " + i)
                        .isCloseTo(expected.get(place).asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void severalLabelsStandEachForItself() throws IOException {
        ModelId id = add("multi", Scales.AS_THEY_ARE).card().id();
        List<Labels> found = asked(new Classify(id, LABELS, LongText.CHUNK));
        for (int i = 0; i < texts.size(); i++) {
            assertScores(
                    "multi text " + i,
                    found.get(i),
                    List.of("angry", "urgent", "vip"),
                    golden.path("multi").get(i));
        }
    }

    @Test
    void aNumberIsGivenAsItIs() throws IOException {
        ModelId id = add("number", Scales.AS_THEY_ARE).card().id();
        List<Labels> found = asked(new Classify(id, LABELS, LongText.CHUNK));
        for (int i = 0; i < texts.size(); i++) {
            assertScores(
                    "number text " + i,
                    found.get(i),
                    List.of("stars"),
                    golden.path("number").get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-dynamic", "bert-dynamic-all"})
    void aFolderWithScalesOfAWholeBatchWorksAndSaysSo(String folder) throws IOException {
        ModelDirectory model = add(folder, Scales.AS_THEY_ARE);
        Classify task = new Classify(model.card().id(), LABELS, LongText.CHUNK);

        assertThat(model.card().batchDependent()).isTrue();
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings())) {
            engine.prepare(List.of(task));
            InferenceResult result =
                    engine.submit(TinyModel.request(List.of(task), "A refund, please.")).join();
            assertThat(result.models().get(task).precision()).endsWith(", batch_dependent");
            assertThat(result.of(task).overall()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-dynamic", "bert-dynamic-all"})
    void scalesOfEachTokenMakeAnAnswerIndependentOfItsBatch(String folder) throws IOException {
        ModelDirectory model = add(folder, Scales.BY_ROW);
        Classify task = new Classify(model.card().id(), LABELS, LongText.CHUNK);

        assertThat(model.card().batchDependent()).isFalse();
        List<Labels> alone = asked(task);
        ModelId exact = add("bert-classify", Scales.AS_THEY_ARE).card().id();
        assertNear(asked(new Classify(exact, LABELS, LongText.CHUNK)), alone);
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings())) {
            engine.prepare(List.of(task));
            Labels together =
                    engine.submit(TinyModel.request(List.of(task), texts.toArray(String[]::new)))
                            .join()
                            .of(task);
            assertThat(together.passages()).hasSize(texts.size());
            for (Labels.OfPassage passage : together.passages()) {
                assertThat(passage.labels()).isEqualTo(alone.get(passage.index()).overall());
            }
        }
    }

    /** A graph that was quantized answers nearly as the one that it was made from. */
    private void assertNear(List<Labels> exact, List<Labels> quantized) {
        for (int i = 0; i < texts.size(); i++) {
            Map<String, Double> found = new HashMap<>();
            quantized.get(i).overall().forEach(one -> found.put(one.label(), one.score()));
            for (Label label : exact.get(i).overall()) {
                assertThat(found.get(label.label()))
                        .as("text " + i + " " + label.label())
                        .isCloseTo(label.score(), within(TOLERANCE_OF_BYTES));
            }
        }
    }

    /** Each text in a request of its own. */
    private <R> List<R> asked(Task<R> task) {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings())) {
            engine.prepare(List.of(task));
            return texts.stream()
                    .map(text -> engine.submit(TinyModel.request(List.of(task), text)))
                    .toList()
                    .stream()
                    .map(answer -> answer.join().of(task))
                    .toList();
        }
    }

    private static void assertScores(
            String where, Labels found, List<String> labels, JsonNode expected) {
        assertThat(found.overall()).as(where).hasSize(labels.size());
        for (Label label : found.overall()) {
            assertThat(label.score())
                    .as(where + " " + label.label())
                    .isCloseTo(
                            expected.get(labels.indexOf(label.label())).asDouble(),
                            within(TOLERANCE));
        }
    }

    private ModelDirectory add(String folder, Scales scales) throws IOException {
        ModelId id = new ModelId(folder, "1");
        return new ModelImport(store)
                .add(
                        MODELS.resolve(folder),
                        new AddRequest(id, "", "", "", List.of(), scales, ""),
                        alone -> {});
    }

    private EngineSettings settings() {
        return new EngineSettings(store, 2, 1, 512, 0, Duration.ofSeconds(60));
    }
}
