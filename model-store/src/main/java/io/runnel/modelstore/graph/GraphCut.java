package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of an ONNX model: what some of its outputs are computed from, byte for byte as it was.
 *
 * <p>ONNX Runtime runs every node of a graph, whichever outputs are asked for; so what nobody asks
 * for has to leave the graph. Nodes go that no wanted output depends on, and outputs, constants and
 * notes on values with them. Inputs stay, so whoever fills them need not know of the cut. Optimize
 * before, not after: other nodes might be fused in a graph that lacks some.
 *
 * <p>Cautious: a graph that could read a value in a way that is not understood here (in branches or
 * loops, in functions), and one with weights in files of their own, is refused and not cut.
 */
public final class GraphCut {
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_FUNCTIONS = 25;

    private final List<GraphField> fields;
    private final Set<String> read = new HashSet<>();
    private final Set<GraphField> computed = new HashSet<>();

    private GraphCut(List<GraphField> fields) {
        this.fields = fields;
    }

    /**
     * The model with these outputs only, in pieces that are to be written one behind the other;
     * most of them are views of {@code model}, which is left alone.
     *
     * @param model a whole ONNX file
     * @throws IOException if it cannot be cut, or has no such output, with the reason
     */
    public static List<ByteBuffer> of(ByteBuffer model, Set<String> outputs) throws IOException {
        List<ByteBuffer> pieces = new ArrayList<>();
        int graphs = 0;
        ProtoReader reader = new ProtoReader(model);
        while (reader.next()) {
            switch (reader.field()) {
                case MODEL_GRAPH -> {
                    graphs++;
                    pieces.addAll(graph(reader.message(), outputs));
                }
                case MODEL_FUNCTIONS ->
                        throw new IOException("it has functions, which may read any value");
                default -> pieces.add(reader.wholeView());
            }
        }
        if (graphs != 1) {
            throw new IOException("it has " + graphs + " graphs; expected one");
        }
        return pieces;
    }

    private static List<ByteBuffer> graph(ProtoReader reader, Set<String> outputs)
            throws IOException {
        List<GraphField> fields = new ArrayList<>();
        while (reader.next()) {
            fields.add(GraphField.read(reader));
        }
        GraphCut cut = new GraphCut(fields);
        cut.requireOutputs(outputs);
        cut.walkBack(outputs);
        List<ByteBuffer> pieces = new ArrayList<>();
        long length = 0;
        for (GraphField field : fields) {
            if (cut.keeps(field, outputs)) {
                pieces.add(field.bytes());
                length += field.bytes().remaining();
            }
        }
        pieces.add(0, ByteBuffer.wrap(new ProtoWriter().head(MODEL_GRAPH, length).toBytes()));
        return pieces;
    }

    private void requireOutputs(Set<String> outputs) throws IOException {
        Set<String> found = new HashSet<>();
        fields.stream()
                .filter(field -> field.kind() == GraphField.Kind.OUTPUT)
                .forEach(field -> found.addAll(field.writes()));
        if (outputs.isEmpty() || !found.containsAll(outputs)) {
            throw new IOException("it has outputs " + found + "; expected some of " + outputs);
        }
    }

    /** Finds the nodes that these values are computed from, and every value that these read. */
    private void walkBack(Set<String> outputs) {
        Map<String, GraphField> writers = new HashMap<>();
        for (GraphField field : fields) {
            if (field.kind() == GraphField.Kind.NODE) {
                field.writes().forEach(name -> writers.put(name, field));
            }
        }
        Deque<String> toSee = new ArrayDeque<>(outputs);
        while (!toSee.isEmpty()) {
            String name = toSee.remove();
            GraphField node = writers.get(name);
            if (read.add(name) && node != null && computed.add(node)) {
                toSee.addAll(node.reads());
            }
        }
    }

    private boolean keeps(GraphField field, Set<String> outputs) {
        return switch (field.kind()) {
            case NODE -> computed.contains(field);
            case OUTPUT -> outputs.containsAll(field.writes());
            case CONSTANT, NOTE -> read.containsAll(field.writes());
            case INPUT -> !isDroppedConstant(field);
            case OTHER -> true;
        };
    }

    /** Old models name their constants among the inputs too, as defaults that a caller may set. */
    private boolean isDroppedConstant(GraphField input) {
        return !read.containsAll(input.writes())
                && fields.stream()
                        .anyMatch(
                                field ->
                                        field.kind() == GraphField.Kind.CONSTANT
                                                && field.writes().equals(input.writes()));
    }
}
