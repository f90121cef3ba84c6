package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.SupportedFamilies;
import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every family that writes gives what transformers gives, token for token, whichever texts are
 * written beside; see {@code src/test/models/make_generators.py}. Folders are those of optimum and
 * come in as a user brings them.
 */
class GeneratorParityTest {
    private static final Path MODELS = Path.of("src", "test", "models");
    private static final String SUFFIX = "-write";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final double TOLERANCE = 1e-4;
    private static final int FEWEST_TEXTS = 80;

    @TempDir Path store;
    @TempDir Path settings;

    static Stream<String> families() {
        return SupportedFamilies.WRITERS.stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void readsTheTokensOfTheReference(String family) throws IOException {
        JsonNode golden = golden(family);
        assertThat(golden.path("texts")).hasSizeGreaterThanOrEqualTo(FEWEST_TEXTS);
        Path file = MODELS.resolve(family + SUFFIX).resolve(ModelDirectory.TOKENIZER);
        try (Tokenizer tokenizer = Tokenizer.openForWriting(file)) {
            for (JsonNode row : golden.path("texts")) {
                if (row.path("fits").asBoolean()) {
                    assertThat(tokenizer.idsWithSpecial(row.path("text").asText()))
                            .as(row.path("text").asText())
                            .containsExactly(ids(row.path("source")));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void writesWhatTheReferenceWrites(String family) throws IOException {
        JsonNode golden = golden(family);
        ModelDirectory model =
                new ModelImport(store)
                        .add(
                                MODELS.resolve(family + SUFFIX),
                                AddRequest.of(new ModelId(family, "1")),
                                alone -> {});
        ModelRegistry registry = new ModelRegistry(Thread::new);
        try (Writer writer =
                new Writer(
                        registry.acquireWriter(model, new SessionPlan(1, 2)),
                        new Writer.Settings(2, 16, LONG),
                        Thread::new,
                        System::nanoTime)) {
            for (int setting = 0; setting < golden.path("settings").size(); setting++) {
                assertWrites(family, golden, setting, writer);
            }
        }
        registry.close();
    }

    private void assertWrites(String family, JsonNode golden, int setting, Writer writer)
            throws IOException {
        GenerationSettings how = settings(golden.path("settings").get(setting));
        WritingLine line = writer.openLine();
        List<CompletableFuture<Written>> answers = new ArrayList<>();
        for (JsonNode row : golden.path("texts")) {
            answers.add(
                    writer.write(line, new WritingRequest(ids(row.path("source")), how, 0, LONG)));
        }
        for (int i = 0; i < answers.size(); i++) {
            JsonNode expected = golden.path("texts").get(i).path("answers").get(setting);
            Written found = answers.get(i).join();
            String where = family + " setting " + setting + " text " + i;
            assertThat(found.tokens()).as(where).containsExactly(ids(expected.path("tokens")));
            if (!expected.path("score").isNull()) {
                assertThat(found.score())
                        .as(where)
                        .isCloseTo(expected.path("score").asDouble(), within(TOLERANCE));
            }
        }
    }

    private GenerationSettings settings(JsonNode json) throws IOException {
        Files.writeString(settings.resolve("generation_config.json"), json.toString());
        return GenerationConfig.read(settings);
    }

    private static int[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    private static JsonNode golden(String family) throws IOException {
        Path file = MODELS.resolve("golden").resolve(family + SUFFIX + ".json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return JSON.readTree(in);
        }
    }
}
