package io.runnel.modelstore.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the numbers are right is shown where graphs are run; here, that the graph is. */
class RequantizerTest {
    @TempDir Path folder;

    @Test
    void replacesEveryScaleOverABatchAlsoInBranches() throws IOException {
        OnnxBytes graph =
                OnnxBytes.encoder("b", 2)
                        .quantized("x", "y", "scale", "zero")
                        .wired("MatMulInteger", "product", "y", "w", "zero")
                        .weights("w", 3, 8, 8)
                        .conditionQuantized("x2", "y2", "scale2", "zero2");
        GraphFacts facts = requantized(graph);
        assertThat(facts.isBatchDependent()).isFalse();
        assertThat(facts.operators())
                .containsEntry("ReduceMax", 2)
                .containsEntry("MatMulInteger", 1)
                .doesNotContainKey("DynamicQuantizeLinear");
        assertThat(facts.precision()).isEqualTo("int8");
        assertThat(facts.inputNames()).containsExactly("input_ids", "attention_mask");
    }

    @Test
    void refusesWhatNeedsOneScale() throws IOException {
        assertRefused(
                OnnxBytes.encoder("b", 2).node("DynamicQuantizeLinear").node("ConvInteger"),
                "[ConvInteger]");
        assertRefused(OnnxBytes.encoder("b", 2), "nothing to change");
    }

    private GraphFacts requantized(OnnxBytes graph) throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, graph.bytes());
        Path copy = folder.resolve("copy.onnx");
        Requantizer.byRows(file, copy);
        return GraphFacts.read(copy);
    }

    private void assertRefused(OnnxBytes graph, String phrase) throws IOException {
        assertThatThrownBy(() -> requantized(graph))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(phrase);
    }
}
