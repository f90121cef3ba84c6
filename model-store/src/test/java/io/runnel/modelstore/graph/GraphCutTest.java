package io.runnel.modelstore.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphCutTest {
    /** Two heads on one encoder, each with weights of its own. */
    private static final ProtoWriter TWO_HEADS =
            new ProtoWriter()
                    .message(1, node("shared", "", "ids"))
                    .message(1, node("left", "shared", "left weights"))
                    .message(1, node("right half", "shared", "right weights"))
                    .message(1, node("right", "right half"))
                    .text(2, "graph")
                    .message(5, tensor("left weights"))
                    .message(5, tensor("right weights"))
                    .message(11, named("ids"))
                    .message(11, named("unread"))
                    .message(12, named("left"))
                    .message(12, named("right"))
                    .message(13, named("shared"))
                    .message(13, named("right half"));

    @Test
    void keepsWhatTheWantedOutputNeedsInItsOrderAndNothingElse() throws IOException {
        ProtoWriter left =
                new ProtoWriter()
                        .message(1, node("shared", "", "ids"))
                        .message(1, node("left", "shared", "left weights"))
                        .text(2, "graph")
                        .message(5, tensor("left weights"))
                        .message(11, named("ids"))
                        .message(11, named("unread"))
                        .message(12, named("left"))
                        .message(13, named("shared"));
        assertThat(cut(model(TWO_HEADS), "left")).isEqualTo(model(left));
    }

    @Test
    void leavesAModelAsItIsWhoseOutputsAreAllWanted() throws IOException {
        byte[] model = model(TWO_HEADS);
        assertThat(cut(model, "left", "right")).isEqualTo(model);
    }

    @Test
    void findsConstantsThatAreSparseOrAmongTheInputs() throws IOException {
        ProtoWriter kept = new ProtoWriter().message(1, tensor("sparse"));
        ProtoWriter gone = new ProtoWriter().message(1, tensor("other"));
        ProtoWriter graph =
                new ProtoWriter()
                        .message(1, node("left", "sparse", "default"))
                        .message(1, node("right", "other", "unset"))
                        .message(15, kept)
                        .message(15, gone)
                        .message(5, tensor("default"))
                        .message(5, tensor("unset"))
                        .message(11, named("default"))
                        .message(11, named("unset"))
                        .message(12, named("left"))
                        .message(12, named("right"));
        ProtoWriter left =
                new ProtoWriter()
                        .message(1, node("left", "sparse", "default"))
                        .message(15, kept)
                        .message(5, tensor("default"))
                        .message(11, named("default"))
                        .message(12, named("left"));
        assertThat(cut(model(graph), "left")).isEqualTo(model(left));
    }

    @Test
    void refusesBranchesFunctionsAndWeightsElsewhere() {
        ProtoWriter branch = new ProtoWriter().message(6, new ProtoWriter());
        ProtoWriter branches = new ProtoWriter().message(11, new ProtoWriter());
        assertRefused(
                new ProtoWriter().message(1, node("left").message(5, branch)), "branch or a loop");
        assertRefused(
                new ProtoWriter().message(1, node("left").message(5, branches)),
                "branch or a loop");
        assertRefused(
                new ProtoWriter().message(5, tensor("w").message(13, new ProtoWriter())),
                "file of their own");
        assertRefused(new ProtoWriter().message(5, tensor("w").number(14, 1)), "file of their own");
        byte[] functions =
                new ProtoWriter()
                        .message(7, TWO_HEADS)
                        .message(25, new ProtoWriter().text(1, "f"))
                        .toBytes();
        assertThatThrownBy(() -> cut(functions, "left"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("functions");
    }

    @Test
    void refusesAnOutputThatIsNotThereAndWhatIsNoModel() {
        assertThatThrownBy(() -> cut(model(TWO_HEADS), "middle"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("left", "right", "middle");
        assertThatThrownBy(() -> cut(model(TWO_HEADS)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left");
        assertThatThrownBy(() -> cut(new byte[0], "left"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0 graphs");
        byte[] model = model(TWO_HEADS);
        byte[] half = Arrays.copyOf(model, model.length / 2);
        assertThatThrownBy(() -> cut(half, "left")).isInstanceOf(IOException.class);
    }

    private static void assertRefused(ProtoWriter graph, String reason) {
        graph.message(12, named("left"));
        assertThatThrownBy(() -> cut(model(graph), "left"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] model(ProtoWriter graph) {
        return new ProtoWriter()
                .number(1, 8)
                .message(7, graph)
                .message(8, new ProtoWriter().number(2, 17))
                .toBytes();
    }

    private static ProtoWriter node(String output, String... inputs) {
        ProtoWriter node = new ProtoWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, "Sum").message(5, new ProtoWriter().text(1, "axis"));
    }

    private static ProtoWriter tensor(String name) {
        return new ProtoWriter().number(2, 1).text(8, name).bytes(9, new byte[300]);
    }

    private static ProtoWriter named(String name) {
        return new ProtoWriter().text(1, name);
    }

    private static byte[] cut(byte[] model, String... outputs) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<ByteBuffer> pieces = GraphCut.of(ByteBuffer.wrap(model), Set.of(outputs));
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            whole.writeBytes(bytes);
        }
        return whole.toByteArray();
    }
}
