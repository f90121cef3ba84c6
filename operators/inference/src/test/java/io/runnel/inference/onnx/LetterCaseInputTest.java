package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.TinyModel;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The head {@code case} of the second tiny model repeats the token types that it was given. */
class LetterCaseInputTest {
    private static final int LENGTH = 16;

    @TempDir Path folder;
    private final ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());

    @AfterEach
    void close() {
        assertThat(registry.openHandles()).isZero();
        registry.close();
    }

    @Test
    void feedsTheLetterCaseOfEachTokenAndZeroElsewhere() throws ModelRunException {
        assertThat(cases(List.of("Alice PAID reFund \uD83D 💳 THE refund")).get(0))
                .containsExactly(0, 1, 2, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void feedsEachRowOfABatchWithItsOwn() throws ModelRunException {
        List<String> texts = List.of("Alice PAID", "alice paid the Refund in PARIS", "ALICE");
        List<List<Integer>> together = cases(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(together.get(i)).isEqualTo(cases(List.of(texts.get(i))).get(0));
        }
        assertThat(together.get(0)).startsWith(0, 1, 2, 0, 0);
        assertThat(together.get(2)).startsWith(0, 2, 0);
    }

    @Test
    void refusesAGraphThatCannotReadThem() throws IOException {
        Path tiny = TinyModel.second().path();
        Files.createDirectories(folder.resolve("onnx"));
        Files.copy(tiny.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        byte[] graph = Files.readAllBytes(tiny.resolve("onnx/model.onnx"));
        String renamed =
                new String(graph, StandardCharsets.ISO_8859_1)
                        .replace("token_type_ids", "attention_mask");
        Files.write(
                folder.resolve("onnx/model.onnx"), renamed.getBytes(StandardCharsets.ISO_8859_1));
        Files.copy(tiny.resolve("runnel.yaml"), folder.resolve("runnel.yaml"));
        ModelDirectory model = ModelDirectory.open(folder);
        assertThatThrownBy(() -> registry.acquire(model, new SessionPlan(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token_types: letter-case")
                .hasMessageContaining("no input 'token_type_ids'");
    }

    private List<List<Integer>> cases(List<String> texts) throws ModelRunException {
        ModelDirectory tiny = TinyModel.second();
        try (Tokenizer tokenizer = Tokenizer.open(tiny.tokenizer());
                ModelHandle model = registry.acquire(tiny, new SessionPlan(1))) {
            List<TokenizedChunk> rows = texts.stream().map(text -> row(tokenizer, text)).toList();
            Logits logits =
                    model.run(new Batch(LENGTH, rows), Set.of("case"), Duration.ofSeconds(60));
            List<List<Integer>> cases = new ArrayList<>();
            for (RowLogits row : logits.all()) {
                cases.add(cases(row.head("case")));
            }
            return cases;
        }
    }

    private static List<Integer> cases(HeadLogits logits) {
        List<Integer> cases = new ArrayList<>();
        for (int place = 0; place < LENGTH; place++) {
            for (int label = 0; label < logits.labels(); label++) {
                if (logits.at(place, label) > 1) {
                    cases.add(label);
                }
            }
        }
        return cases;
    }

    private static TokenizedChunk row(Tokenizer tokenizer, String text) {
        List<TokenizedPassage> passages = List.of(tokenizer.tokenize(text));
        return TokenizedChunk.of(
                new Chunker(64).chunk(passages).get(0), passages, tokenizer.special());
    }
}
