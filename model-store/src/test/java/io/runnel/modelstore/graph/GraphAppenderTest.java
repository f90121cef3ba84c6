package io.runnel.modelstore.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphAppenderTest {
    @TempDir Path folder;
    private Path graph;

    @BeforeEach
    void writeAnEncoder() throws IOException {
        graph = folder.resolve("model.onnx");
        Files.write(
                graph,
                OnnxBytes.graph()
                        .input("input_ids", 7, "batch", "sequence")
                        .wired("Gather", "embedded", "table", "input_ids")
                        .wired("LayerNormalization", "hidden", "embedded", "scale")
                        .wired("MatMul", "product", "hidden", "weights")
                        .wired("Add", "mood", "product", "bias")
                        .output("mood", 1, "batch", "sequence", 2)
                        .bytes());
    }

    @Test
    void addsAHeadBehindTheBytesThatWereThere() throws IOException {
        Path copy = folder.resolve("taught.onnx");
        LinearHead head = new LinearHead("queue", new float[4][3], new float[3]);
        GraphAppender.withHead(graph, copy, "mood", head);

        byte[] before = Files.readAllBytes(graph);
        assertThat(Arrays.copyOf(Files.readAllBytes(copy), before.length)).isEqualTo(before);
        GraphFacts facts = GraphFacts.read(copy);
        assertThat(facts.outputNames()).containsExactly("mood", "queue");
        assertThat(facts.output("queue").orElseThrow().shape())
                .containsExactly("batch", "sequence", "3");
        assertThat(facts.weights().parameters()).isEqualTo(4 * 3 + 3 + 1);
        assertThat(facts.operators()).containsEntry("MatMul", 2);
    }

    @Test
    void showsTheHiddenState() throws IOException {
        Path copy = folder.resolve("hidden.onnx");
        GraphAppender.withHiddenState(graph, copy, "mood", "features", 4);
        assertThat(GraphFacts.read(copy).outputNames()).containsExactly("mood", "features");
    }

    /** Some graphs keep it as one row for each token of the batch. */
    @Test
    void bringsTheHiddenStateIntoTheShapeOfItsTokens() throws IOException {
        Path copy = folder.resolve("hidden.onnx");
        GraphAppender.withHiddenState(graph, copy, "mood", "features", 4);
        assertThat(GraphFacts.read(copy).operators())
                .containsEntry("Shape", 1)
                .containsEntry("Concat", 1)
                .containsEntry("Reshape", 1);
    }

    /** A head of ModernBERT normalizes too: of tokens that it chose, or under a name of its own. */
    @Test
    void goesOverTheNormalizationOfAHead() throws IOException {
        for (String scale : new String[] {"shared.weight", "model.head.norm.weight"}) {
            OnnxBytes modern =
                    OnnxBytes.graph()
                            .input("input_ids", 7, "batch", "sequence")
                            .wired("Gather", "embedded", "table", "input_ids")
                            .wired("LayerNormalization", "hidden", "embedded", "model.norm.weight")
                            .wired("Gather", "first", "hidden", "zero")
                            .wired("LayerNormalization", "normed", "first", scale)
                            .wired("MatMul", "logits", "normed", "weights")
                            .output("logits", 1, "batch", 2);
            if (scale.startsWith("shared")) {
                modern.note("normed", 1, "batch", 4);
            }
            Files.write(graph, modern.bytes());
            Path copy = folder.resolve(scale + ".onnx");
            GraphAppender.withHiddenState(graph, copy, "logits", "features", 4);
            GraphNodes nodes = GraphNodes.read(ByteBuffer.wrap(Files.readAllBytes(graph)));
            assertThat(nodes.lastHiddenState("logits")).contains("hidden");
        }
    }

    @Test
    void refusesANameThatIsThere() {
        LinearHead head = new LinearHead("mood", new float[4][3], new float[3]);
        assertThatThrownBy(
                        () -> GraphAppender.withHead(graph, folder.resolve("x.onnx"), "mood", head))
                .hasMessageContaining("has a value 'mood' already");
    }

    @Test
    void refusesAGraphThatReadsNoTokens() throws IOException {
        Files.write(
                graph,
                OnnxBytes.graph()
                        .input("pixel_values", 1, "batch", "sequence")
                        .wired("LayerNormalization", "hidden", "pixel_values", "scale")
                        .output("hidden", 1, "batch", "sequence", 2)
                        .bytes());
        assertThatThrownBy(
                        () ->
                                GraphAppender.withHiddenState(
                                        graph, folder.resolve("x.onnx"), "hidden", "f", 4))
                .hasMessageContaining("has no input 'input_ids'");
    }

    @Test
    void refusesAGraphWithoutLayers() {
        assertThatThrownBy(
                        () ->
                                GraphAppender.withHiddenState(
                                        graph, folder.resolve("x.onnx"), "embedded", "f", 4))
                .hasMessageContaining("no normalization of layers before output 'embedded'");
    }
}
