package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.ModelExtension.TaughtHead;
import io.runnel.modelstore.graph.LinearHead;
import io.runnel.modelstore.graph.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExtensionTest {
    private static final ModelId MINE = new ModelId("mine", "1");

    @TempDir Path store;
    private Path folder;

    @BeforeEach
    void writeAModel() throws IOException {
        folder = Files.createDirectories(store.resolve("base").resolve("1"));
        Files.write(
                folder.resolve("model.onnx"),
                OnnxBytes.graph()
                        .input("input_ids", 7, "batch", "sequence")
                        .wired("Gather", "embedded", "table", "input_ids")
                        .wired("LayerNormalization", "hidden", "embedded", "scale")
                        .wired("MatMul", "logits", "hidden", "weights")
                        .output("logits", 1, "batch", 2)
                        .bytes());
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
    }

    @Test
    void readsATaughtHeadAsTheBaseReadsItsTexts() throws IOException {
        assertThat(pooling("row")).isEqualTo(Pooling.ALONE);
        assertThat(pooling("mean")).isEqualTo(Pooling.SPAN);
    }

    @Test
    void refusesNamesThatAreNoneOrTakenAndLeavesNothing() throws IOException {
        ModelExtension extension = new ModelExtension(base("row"), store);
        assertThatThrownBy(() -> extension.withHead(new ModelId("../../x", "1"), head("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'../../x' cannot be a name or version");
        assertThatThrownBy(() -> extension.withHead(MINE, head("mood")))
                .hasMessageContaining("Model base/1 has a head 'mood' already");
        assertThatThrownBy(() -> extension.withHead(MINE, head("hidden")))
                .hasMessageContaining("has a value 'hidden' already");
        assertThat(store.toFile().list()).containsExactly("base");
    }

    private Pooling pooling(String ofBase) throws IOException {
        ModelId id = new ModelId("taught-on-" + ofBase, "1");
        return new ModelExtension(base(ofBase), store)
                .withHead(id, head("queue"))
                .card()
                .head("queue")
                .orElseThrow()
                .shape()
                .pooling();
    }

    private static TaughtHead head(String name) {
        return new TaughtHead(
                HeadTask.TEXT_CLASSIFICATION,
                List.of("a", "b"),
                1,
                new LinearHead(name, new float[4][2], new float[2]),
                "Taught.");
    }

    private ModelDirectory base(String pooling) throws IOException {
        Files.writeString(
                folder.resolve(ModelDirectory.CARD),
                """
                name: base
                version: "1"
                licence: Apache-2.0
                description: A base.
                base_model: none
                languages: [en]
                file: model.onnx
                precision: fp32
                max_tokens: 64
                heads:
                  - name: mood
                    task: text-classification
                    output: logits
                    pooling: %s
                    labels: [bad, good]
                digests:
                  model.onnx: "%s"
                  tokenizer.json: "%s"
                """
                        .formatted(
                                pooling,
                                Sha256.of(folder.resolve("model.onnx")),
                                Sha256.of(folder.resolve("tokenizer.json"))));
        return ModelDirectory.open(folder);
    }
}
