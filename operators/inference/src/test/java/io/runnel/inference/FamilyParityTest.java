package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.EntityAggregation;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.TagEntities;
import io.runnel.inference.token.LongText;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.onnx.Logits;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.task.RowForm;
import io.runnel.inference.token.SharedValues;
import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every family of encoders gives what transformers gives, on hundreds of hard texts; see {@code
 * src/test/models/make_families.py}. Folders come in as a user brings them.
 */
class FamilyParityTest {
    private static final Path MODELS = Path.of("src", "test", "models");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLERANCE = 1e-4;
    private static final int FEWEST_TEXTS = 200;

    @TempDir Path store;

    static Stream<String> families() throws IOException {
        Path golden = MODELS.resolve("golden");
        try (Stream<Path> files = Files.list(golden)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()).replace(".json.gz", ""))
                    .filter(name -> !name.endsWith("-write") && !name.equals("tasks"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void tokensAndOffsetsAreThoseOfTheReference(String family) throws IOException {
        JsonNode golden = golden(family);
        assertThat(golden.path("texts")).hasSizeGreaterThanOrEqualTo(FEWEST_TEXTS);
        try (Tokenizer tokenizer = Tokenizer.open(tokenizer(family))) {
            for (int i = 0; i < golden.path("texts").size(); i++) {
                String text = golden.path("texts").get(i).asText();
                JsonNode row = golden.path("classify").get(i);
                TokenizedPassage passage = tokenizer.tokenize(text);
                String where = family + " text " + i + " " + shorten(text);
                assertThat(passage.tokens()).as(where).isEqualTo(row.path("ids").size());
                for (int token = 0; token < passage.tokens(); token++) {
                    assertThat(passage.id(token))
                            .as(where + " token " + token)
                            .isEqualTo(row.path("ids").get(token).asInt());
                    assertThat(passage.start(token))
                            .as(where + " start " + token)
                            .isEqualTo(row.path("offsets").get(token).get(0).asInt());
                    assertEnd(where + " end " + token, text, passage.end(token), row, token);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void logitsAreThoseOfTheReferenceAndTheSameBitsInABatch(String family) throws Exception {
        JsonNode golden = golden(family);
        ModelId id = add(family + "-classify");
        try (EngineModels models = new EngineModels(settings());
                SharedValues.Share<LoadedModel> share = models.acquire(id)) {
            LoadedModel model = share.value();
            Map<Integer, List<TokenizedChunk>> byLength = new TreeMap<>();
            for (int i = 0; i < golden.path("texts").size(); i++) {
                JsonNode row = golden.path("classify").get(i);
                if (row.path("fits").asBoolean() && !row.path("ids").isEmpty()) {
                    String text = golden.path("texts").get(i).asText();
                    TokenizedChunk chunk = chunk(model, text);
                    byLength.computeIfAbsent(model.paddedLength(chunk), first -> new ArrayList<>())
                            .add(chunk);
                    float[] found = logits(model, List.of(chunk)).get(0);
                    for (int label = 0; label < found.length; label++) {
                        assertThat((double) found[label])
                                .as(family + " text " + i + " " + shorten(text))
                                .isCloseTo(
                                        row.path("logits").get(label).asDouble(),
                                        within(TOLERANCE));
                    }
                }
            }
            for (List<TokenizedChunk> chunks : byLength.values()) {
                List<float[]> together = logits(model, chunks);
                for (int i = 0; i < chunks.size(); i++) {
                    assertThat(together.get(i))
                            .as(family)
                            .containsExactly(logits(model, List.of(chunks.get(i))).get(0));
                }
            }
        }
    }

    private static TokenizedChunk chunk(LoadedModel model, String text) {
        return model.rows(RowForm.APART, List.of(model.tokenizer().tokenize(text))).get(0);
    }

    private static List<float[]> logits(LoadedModel model, List<TokenizedChunk> rows)
            throws ModelRunException {
        String head = "text-classification";
        Batch batch = new Batch(model.paddedLength(rows.get(0)), rows);
        Logits logits = model.handle().run(batch, Set.of(head), Duration.ofMinutes(1));
        List<float[]> found = new ArrayList<>();
        for (RowLogits row : logits.all()) {
            float[] numbers = new float[row.head(head).labels()];
            for (int label = 0; label < numbers.length; label++) {
                numbers[label] = row.head(head).at(0, label);
            }
            found.add(numbers);
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("families")
    void labelsAndScoresAreThoseOfTheReference(String family) throws IOException {
        JsonNode golden = golden(family);
        ModelId id = add(family + "-classify");
        Classify task = new Classify(id, "text-classification", LongText.CHUNK);
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings())) {
            engine.prepare(List.of(task));
            List<String> labels = engine.card(id).heads().get(0).labels();
            for (int i = 0; i < golden.path("texts").size(); i++) {
                JsonNode row = golden.path("classify").get(i);
                String text = golden.path("texts").get(i).asText();
                if (row.path("fits").asBoolean() && !row.path("ids").isEmpty()) {
                    List<Label> found =
                            engine.submit(TinyModel.request(List.of(task), text))
                                    .join()
                                    .of(task)
                                    .overall();
                    for (Label label : found) {
                        double expected =
                                row.path("softmax").get(labels.indexOf(label.label())).asDouble();
                        assertThat(label.score())
                                .as(family + " text " + i + " " + shorten(text))
                                .isCloseTo(expected, within(TOLERANCE));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void entitiesAreThoseOfThePipelineByEveryStrategy(String family) throws IOException {
        JsonNode golden = golden(family);
        ModelId id = add(family + "-tag");
        for (EntityAggregation aggregation : EntityAggregation.values()) {
            String name = aggregation.name().toLowerCase(Locale.ROOT);
            assertEntities(
                    family,
                    golden,
                    name,
                    new TagEntities(id, "token-classification", LongText.TRUNCATE, aggregation, 0));
            if (aggregation != EntityAggregation.NONE) {
                assertEntities(
                        family,
                        golden,
                        name + "-8",
                        new TagEntities(
                                id, "token-classification", LongText.CHUNK, aggregation, 8));
            }
        }
    }

    private void assertEntities(String family, JsonNode golden, String strategy, TagEntities task) {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings());
                Tokenizer tokenizer = Tokenizer.open(tokenizer(family))) {
            engine.prepare(List.of(task));
            for (int i = 0; i < golden.path("texts").size(); i++) {
                JsonNode expected = golden.path("tag").get(i).path(strategy);
                JsonNode tokens = golden.path("classify").get(i);
                String text = golden.path("texts").get(i).asText();
                if (expected.isArray()) {
                    String where = family + " " + strategy + " text " + i + " " + shorten(text);
                    List<EntitySpan> found =
                            engine.submit(TinyModel.request(List.of(task), text))
                                    .join()
                                    .of(task)
                                    .spans();
                    assertThat(found).as(where).hasSize(expected.size());
                    for (int entity = 0; entity < found.size(); entity++) {
                        assertSame(where, text, found.get(entity), expected.get(entity));
                        assertWord(
                                where,
                                found.get(entity).word(),
                                expected.get(entity),
                                hasUnknown(tokens, expected.get(entity), tokenizer));
                    }
                }
            }
        }
    }

    private static void assertSame(String where, String text, EntitySpan found, JsonNode expected) {
        assertThat(found.entityGroup()).as(where).isEqualTo(expected.path("group").asText());
        assertThat(found.span().start()).as(where).isEqualTo(expected.path("start").asInt());
        assertThat(unmarked(text, found.span().end(), expected.path("end").asInt()))
                .as(where)
                .isEqualTo(expected.path("end").asInt());
        assertThat(found.score())
                .as(where)
                .isCloseTo(expected.path("score").asDouble(), within(TOLERANCE));
    }

    /** Where a word is unknown, blanks may stand in other places: see docs/parity.md. */
    private static void assertWord(
            String where, String found, JsonNode expected, boolean hasUnknown) {
        String word = expected.path("word").asText();
        assertThat(hasUnknown ? unspaced(found) : found)
                .as(where)
                .isEqualTo(hasUnknown ? unspaced(word) : word);
    }

    private static boolean hasUnknown(JsonNode tokens, JsonNode entity, Tokenizer tokenizer) {
        for (int token = 0; token < tokens.path("ids").size(); token++) {
            JsonNode offsets = tokens.path("offsets").get(token);
            if (tokens.path("ids").get(token).asInt() == tokenizer.special().unknown()
                    && offsets.get(0).asInt() < entity.path("end").asInt()
                    && offsets.get(1).asInt() > entity.path("start").asInt()) {
                return true;
            }
        }
        return false;
    }

    private static String unspaced(String word) {
        return word.replaceAll("\\s", "");
    }

    private static Path tokenizer(String family) {
        return MODELS.resolve(family + "-classify").resolve("tokenizer.json");
    }

    /** Combining marks behind a span belong to it here: see docs/parity.md. */
    private static void assertEnd(String where, String text, int end, JsonNode row, int token) {
        int expected = row.path("offsets").get(token).get(1).asInt();
        assertThat(unmarked(text, end, expected)).as(where).isEqualTo(expected);
    }

    private static int unmarked(String text, int end, int expected) {
        boolean onlyMarks =
                end > expected
                        && text.substring(expected, end)
                                .codePoints()
                                .allMatch(
                                        c ->
                                                Character.getType(c) == Character.NON_SPACING_MARK
                                                        || Character.getType(c)
                                                                == Character.ENCLOSING_MARK
                                                        || Character.getType(c)
                                                                == Character
                                                                        .COMBINING_SPACING_MARK);
        return onlyMarks ? expected : end;
    }

    private ModelId add(String folder) throws IOException {
        ModelId id = new ModelId(folder, "1");
        if (Files.notExists(store.resolve(folder))) {
            new ModelImport(store).add(MODELS.resolve(folder), AddRequest.of(id), alone -> {});
        }
        return id;
    }

    private EngineSettings settings() {
        return new EngineSettings(store, 2, 1, 512, 0, Duration.ofSeconds(60));
    }

    private static JsonNode golden(String family) throws IOException {
        Path file = MODELS.resolve("golden").resolve(family + ".json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return JSON.readTree(in);
        }
    }

    private static String shorten(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
