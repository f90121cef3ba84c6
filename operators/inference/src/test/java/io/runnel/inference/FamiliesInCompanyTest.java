package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Label;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A head that answers for a row multiplies as many rows as its batch has, and a program for one row
 * may not be the one for many: no family's answers may change with the texts beside a text.
 */
class FamiliesInCompanyTest {
    private static final Path MODELS = Path.of("src", "test", "models");
    private static final long SEED = 5;

    @TempDir Path store;

    static Stream<String> families() {
        return FamilyParityTest.families();
    }

    @ParameterizedTest
    @MethodSource("families")
    void answersATextInCompanyAsAlone(String family) throws IOException {
        ModelId id = new ModelId(family + "-classify", "1");
        new ModelImport(store).add(MODELS.resolve(id.name()), AddRequest.of(id), alone -> {});
        Classify task = new Classify(id, "text-classification", LongText.CHUNK);
        List<String> texts = texts(family);
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(
                        new EngineSettings(store, 2, 1, 512, 0, Duration.ofSeconds(60)))) {
            engine.prepare(List.of(task));
            List<List<Label>> alone = new ArrayList<>();
            for (String text : texts) {
                alone.add(ask(engine, task, text).join().of(task).overall());
            }
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
            Collections.shuffle(order, new Random(SEED));
            List<CompletableFuture<InferenceResult>> crowd = new ArrayList<>();
            order.forEach(text -> crowd.add(ask(engine, task, texts.get(text))));
            for (int i = 0; i < crowd.size(); i++) {
                assertThat(crowd.get(i).join().of(task).overall())
                        .as(family + " text " + order.get(i))
                        .isEqualTo(alone.get(order.get(i)));
            }
        }
    }

    private static CompletableFuture<InferenceResult> ask(
            InferenceEngine.Lease engine, Classify task, String text) {
        return engine.submit(TinyModel.request(List.of(task), text));
    }

    private static List<String> texts(String family) throws IOException {
        Path file = MODELS.resolve("golden").resolve(family + ".json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            JsonNode golden = new ObjectMapper().readTree(in);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < golden.path("texts").size(); i++) {
                if (golden.path("classify").get(i).path("fits").asBoolean()) {
                    texts.add(golden.path("texts").get(i).asText());
                }
            }
            return List.copyOf(texts);
        }
    }
}
