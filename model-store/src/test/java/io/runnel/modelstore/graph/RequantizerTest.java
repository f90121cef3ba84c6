package io.runnel.modelstore.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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

    /** As optimum quantizes attention: both factors of a product are scaled over the batch. */
    @Test
    void reckonsProductsOfTwoTextsInFloats() throws IOException {
        OnnxBytes graph =
                OnnxBytes.encoder("b", 2)
                        .quantized("queries", "q", "q-scale", "q-zero")
                        .quantized("keys", "k", "k-scale", "k-zero")
                        .wired("MatMulInteger", "product", "q", "k", "q-zero", "k-zero")
                        .wired("Cast", "cast", "product")
                        .wired("Mul", "scales", "q-scale", "k-scale")
                        .wired("Mul", "logits", "cast", "scales");
        assertThat(requantized(graph).operators())
                .containsEntry("MatMul", 1)
                .containsEntry("Identity", 2)
                .doesNotContainKeys("MatMulInteger", "DynamicQuantizeLinear", "ReduceMax");
    }

    @Test
    void saysHowMuchMemoryALargeGraphTakes() {
        assertThatThrownBy(() -> Requantizer.requireMemory(700L << 20, 1L << 30))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("700 MiB")
                .hasMessageContaining("RUNNEL_JAVA_OPTIONS=-Xmx2801m");
        assertThatCode(() -> Requantizer.requireMemory(200L << 20, 1L << 30))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsTheBytesOfAFactorThatWeightsAreMultipliedWithToo() throws IOException {
        OnnxBytes graph =
                OnnxBytes.encoder("b", 2)
                        .quantized("x", "q", "q-scale", "q-zero")
                        .quantized("keys", "k", "k-scale", "k-zero")
                        .wired("MatMulInteger", "product", "q", "k", "q-zero", "k-zero")
                        .wired("MatMulInteger", "weighed", "q", "w", "q-zero")
                        .weights("w", 3, 8, 8);
        assertThat(requantized(graph).operators())
                .containsEntry("MatMul", 1)
                .containsEntry("Sub", 1)
                .containsEntry("MatMulInteger", 1)
                .containsEntry("ReduceMax", 1)
                .doesNotContainKey("DynamicQuantizeLinear");
    }

    @Test
    void refusesReadersThatNeedOneScaleForAllRows() throws IOException {
        OnnxBytes transposed =
                OnnxBytes.encoder("b", 2)
                        .quantized("x", "y", "scale", "zero")
                        .wired("Transpose", "z", "y");
        assertRefused(transposed, "'y' is scaled over the batch and read by Transpose");
        OnnxBytes fused =
                OnnxBytes.encoder("b", 2)
                        .quantized("x", "y", "scale", "zero")
                        .wired("MatMulIntegerToFloat", "z", "y", "w", "scale", "w-scale", "zero");
        assertRefused(fused, "read by MatMulIntegerToFloat");
        OnnxBytes both =
                OnnxBytes.encoder("b", 2)
                        .quantized("x", "q", "q-scale", "q-zero")
                        .quantized("keys", "k", "k-scale", "k-zero")
                        .wired("MatMulInteger", "product", "q", "k", "q-zero", "k-zero")
                        .wired("MatMulInteger", "weighed", "k", "w", "k-zero");
        assertRefused(both, "'k' is both multiplied with weights and the second factor");
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
