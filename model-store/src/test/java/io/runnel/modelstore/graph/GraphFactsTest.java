package io.runnel.modelstore.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFactsTest {
    @TempDir Path folder;

    @Test
    void tellsInputsOutputsAndOperators() throws IOException {
        GraphFacts graph =
                read(OnnxBytes.encoder("batch", 3).node("MatMul").node("MatMul").node("Softmax"));
        assertThat(graph.inputNames()).containsExactly("input_ids", "attention_mask");
        assertThat(graph.output("logits").orElseThrow().size(1)).isEqualTo(3);
        assertThat(graph.output("logits").orElseThrow().size(0)).isEqualTo(-1);
        assertThat(graph.output("logits").orElseThrow().type()).isEqualTo("float32");
        assertThat(graph.operators()).containsEntry("MatMul", 2).containsEntry("Softmax", 1);
        assertThat(graph.opsets()).containsEntry("", 17L);
        assertThat(graph.producer()).isEqualTo("a test");
    }

    @Test
    void countsParametersAndLeavesConstantsOutOfTheInputs() throws IOException {
        GraphFacts graph =
                read(
                        OnnxBytes.encoder("batch", 2)
                                .input("weight", 1, 4, 5)
                                .weights("weight", 1, 4, 5)
                                .weights("small", 3, 7));
        assertThat(graph.weights().parameters()).isEqualTo(27);
        assertThat(graph.weights().bytes()).isEqualTo(20 * 4 + 7);
        assertThat(graph.inputNames()).doesNotContain("weight");
    }

    @Test
    void tellsPrecisionFromTheWeightsAndNotFromTheName() throws IOException {
        assertThat(read(OnnxBytes.encoder("b", 2).weights("w", 1, 100)).precision())
                .isEqualTo("fp32");
        assertThat(read(OnnxBytes.encoder("b", 2).weights("w", 10, 100)).precision())
                .isEqualTo("fp16");
        assertThat(read(OnnxBytes.encoder("b", 2).weights("w", 3, 100)).precision())
                .isEqualTo("int8");
        assertThat(
                        read(OnnxBytes.encoder("b", 2).weights("w", 1, 9).node("MatMulInteger"))
                                .precision())
                .isEqualTo("int8");
        assertThat(read(OnnxBytes.encoder("b", 2).node("MatMulNBits")).precision())
                .isEqualTo("int4");
    }

    @Test
    void findsScalesTakenOverABatchAlsoInBranches() throws IOException {
        assertThat(read(OnnxBytes.encoder("b", 2)).isBatchDependent()).isFalse();
        assertThat(read(OnnxBytes.encoder("b", 2).node("DynamicQuantizeLinear")).isBatchDependent())
                .isTrue();
        assertThat(
                        read(OnnxBytes.encoder("b", 2).condition("DynamicQuantizeLinear"))
                                .isBatchDependent())
                .isTrue();
    }

    @Test
    void namesTheFilesThatHoldWeights() throws IOException {
        GraphFacts graph = read(OnnxBytes.encoder("b", 2).externalWeights("w", "model.onnx_data"));
        assertThat(graph.weights().files()).containsExactly("model.onnx_data");
    }

    @Test
    void keepsAnInputThatHasTheNameOfABranchsConstant() throws IOException {
        GraphFacts graph = read(OnnxBytes.encoder("b", 2).conditionWithWeights("input_ids"));
        assertThat(graph.inputNames()).contains("input_ids");
        assertThat(graph.weights().parameters()).isEqualTo(4);
    }

    @Test
    void refusesBranchesWithoutEnd() throws IOException {
        OnnxBytes graph = OnnxBytes.encoder("b", 2).nestedConditions(100);
        assertThatThrownBy(() -> read(graph))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("branches in more than 32 branches");
    }

    @Test
    void saysWhatAFileIsThatIsNoGraph() throws IOException {
        assertNoGraph("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS");
        assertNoGraph("<!DOCTYPE html><html>", "web page");
        assertNoGraph("PK\u0003\u0004", "zip archive");
        assertNoGraph("", "empty");
        assertNoGraph("just a text that somebody renamed", "no ONNX file has");
    }

    @Test
    void neverReadsBehindTheEndOfADamagedFile() throws IOException {
        byte[] whole = OnnxBytes.encoder("batch", 3).weights("w", 1, 10).bytes();
        for (int length = 1; length < whole.length; length++) {
            Path file = folder.resolve("cut.onnx");
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                GraphFacts.read(file);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private GraphFacts read(OnnxBytes graph) throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, graph.bytes());
        return GraphFacts.read(file);
    }

    private void assertNoGraph(String content, String phrase) throws IOException {
        Path file = folder.resolve("not.onnx");
        Files.writeString(file, content);
        assertThatThrownBy(() -> GraphFacts.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(phrase);
    }
}
