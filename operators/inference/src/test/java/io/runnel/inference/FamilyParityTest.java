package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    @TempDir Path brought;

    static Stream<String> families() {
        return SupportedFamilies.ENCODERS.stream();
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
    void labelsAndScoresAreThoseOfTheReference(String family) throws IOException {
        assertScores(family, "softmax", add(family + "-classify"));
    }

    /** Softmax hides what all logits have in common, and what is far from the highest one. */
    @ParameterizedTest
    @MethodSource("families")
    void logitsAreThoseOfTheReference(String family) throws IOException {
        assertScores(family, "logits", addFor(family + "-classify", "regression"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void scoresOfSeveralLabelsAreThoseOfTheReference(String family) throws IOException {
        assertScores(family, "sigmoid", addFor(family + "-classify", "multi_label_classification"));
    }

    /**
     * @param kind of scores, as the golden file names them
     */
    private void assertScores(String family, String kind, ModelId id) throws IOException {
        JsonNode golden = golden(family);
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
                                row.path(kind).get(labels.indexOf(label.label())).asDouble();
                        assertThat(label.score())
                                .as(family + " " + kind + " text " + i + " " + shorten(text))
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
        Map<String, TagEntities> strategies = new LinkedHashMap<>();
        for (EntityAggregation aggregation : EntityAggregation.values()) {
            String name = aggregation.name().toLowerCase(Locale.ROOT);
            strategies.put(
                    name,
                    new TagEntities(id, "token-classification", LongText.TRUNCATE, aggregation, 0));
            if (aggregation != EntityAggregation.NONE) {
                strategies.put(
                        name + "-8",
                        new TagEntities(
                                id, "token-classification", LongText.CHUNK, aggregation, 8));
            }
        }
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings())) {
            engine.prepare(List.copyOf(strategies.values()));
            strategies.forEach(
                    (strategy, task) -> assertEntities(family, golden, strategy, task, engine));
        }
    }

    private static void assertEntities(
            String family,
            JsonNode golden,
            String strategy,
            TagEntities task,
            InferenceEngine.Lease engine) {
        try (Tokenizer tokenizer = Tokenizer.open(tokenizer(family))) {
            // All at once, so that every worker has something to do.
            List<CompletableFuture<InferenceResult>> answers = new ArrayList<>();
            for (JsonNode text : golden.path("texts")) {
                answers.add(engine.submit(TinyModel.request(List.of(task), text.asText())));
            }
            for (int i = 0; i < golden.path("texts").size(); i++) {
                JsonNode expected = golden.path("tag").get(i).path(strategy);
                String text = golden.path("texts").get(i).asText();
                if (expected.isArray()) {
                    List<JsonNode> unknown = unknown(golden.path("classify").get(i), tokenizer);
                    String where = family + " " + strategy + " text " + i + " " + shorten(text);
                    List<EntitySpan> found = answers.get(i).join().of(task).spans();
                    assertThat(found).as(where).hasSize(expected.size());
                    for (int entity = 0; entity < found.size(); entity++) {
                        assertSame(where, text, found.get(entity), expected.get(entity));
                        if (!isBrokenByTheSecondDecoding(task, expected.get(entity))) {
                            assertWord(
                                    where,
                                    found.get(entity).word(),
                                    expected.get(entity),
                                    isDecodedTwice(task)
                                            || hasOneOf(unknown, expected.get(entity)));
                        }
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

    /**
     * Where a word is unknown, or was decoded twice, blanks may stand in other places: see
     * docs/parity.md.
     */
    private static void assertWord(
            String where, String found, JsonNode expected, boolean withoutBlanks) {
        String word = expected.path("word").asText();
        assertThat(withoutBlanks ? unspaced(found) : found)
                .as(where)
                .isEqualTo(withoutBlanks ? unspaced(word) : word);
    }

    /** The pipeline decodes tokens to words, and the words again to an entity. */
    private static boolean isDecodedTwice(TagEntities task) {
        return task.aggregation() != EntityAggregation.NONE
                && task.aggregation() != EntityAggregation.SIMPLE;
    }

    private static boolean isBrokenByTheSecondDecoding(TagEntities task, JsonNode expected) {
        return isDecodedTwice(task) && expected.path("word").asText().contains("\ufffd");
    }

    /** Where the tokens stand that the vocabulary does not have. */
    private static List<JsonNode> unknown(JsonNode tokens, Tokenizer tokenizer) {
        List<JsonNode> offsets = new ArrayList<>();
        for (int token = 0; token < tokens.path("ids").size(); token++) {
            if (tokens.path("ids").get(token).asInt() == tokenizer.special().unknown()) {
                offsets.add(tokens.path("offsets").get(token));
            }
        }
        return offsets;
    }

    private static boolean hasOneOf(List<JsonNode> offsets, JsonNode entity) {
        return offsets.stream()
                .anyMatch(
                        token ->
                                token.get(0).asInt() < entity.path("end").asInt()
                                        && token.get(1).asInt() > entity.path("start").asInt());
    }

    private static String unspaced(String word) {
        return word.codePoints()
                .filter(one -> !Character.isWhitespace(one) && !Character.isSpaceChar(one))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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

    /** The same folder, saved for another problem: so its scores are reckoned in another way. */
    private ModelId addFor(String folder, String problem) throws IOException {
        Path copy = Files.createDirectories(brought.resolve(folder));
        try (Stream<Path> files = Files.list(MODELS.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
            }
        }
        File config = copy.resolve("config.json").toFile();
        ObjectNode json = (ObjectNode) JSON.readTree(config);
        JSON.writeValue(config, json.put("problem_type", problem));
        ModelId id = new ModelId(folder, problem.replace('_', '-'));
        new ModelImport(store).add(copy, AddRequest.of(id), alone -> {});
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
