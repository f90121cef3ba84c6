package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What takes the place of each scale over a batch in one graph, its branches aside.
 *
 * <p>Where numbers of the text are multiplied with weights, each row can have a scale of its own.
 * Where they are multiplied with other numbers of the text, as attention does, the second factor
 * cannot: its rows are added up. Such a product is reckoned in floats, which no batch changes. A
 * value that anything else reads is refused.
 */
final class BatchScales {
    private static final String SCALED_OVER_BATCH = "DynamicQuantizeLinear";
    private static final String PRODUCT = "MatMulInteger";
    private static final int FIRST = 0;
    private static final int SECOND = 1;

    /** What takes the place of a scale. */
    enum Form {
        /** A scale for each row. */
        ROW,
        /** None: only products of floats read it. */
        NONE
    }

    private final Map<String, Node> quantizers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> nested = new HashSet<>();
    private final Set<String> outputs = new HashSet<>();

    private BatchScales() {}

    private record Node(String operator, List<String> inputs, List<String> outputs) {
        String input(int place) {
            return place < inputs.size() ? inputs.get(place) : "";
        }

        boolean isProduct() {
            return operator.equals(PRODUCT);
        }
    }

    /**
     * Looks at a graph.
     *
     * @throws IOException if something reads a scale or what was scaled, and needs one for all rows
     */
    static BatchScales read(ByteBuffer graph) throws IOException {
        BatchScales scales = new BatchScales();
        scales.collect(new ProtoReader(graph));
        for (Node node : scales.nodes) {
            scales.requireKnownReader(node);
        }
        for (Node quantizer : scales.quantizers.values()) {
            scales.requireOwnReaders(quantizer);
        }
        return scales;
    }

    /** What takes the place of the scale of a node that writes this value. */
    Form form(String quantized) throws IOException {
        boolean inFloats = true;
        boolean isSecond = false;
        for (Node node : nodes) {
            for (int place = 0; place < node.inputs().size(); place++) {
                if (node.inputs().get(place).equals(quantized)) {
                    inFloats &= isInFloats(node.input(SECOND));
                    isSecond |= place == SECOND;
                }
            }
        }
        if (isSecond && !inFloats) {
            throw new IOException(
                    "'"
                            + quantized
                            + "' is both multiplied with weights and the second factor of a product,"
                            + " so it has no scale by rows; bring the fp32 graph");
        }
        return isSecond || (inFloats && isRead(quantized)) ? Form.NONE : Form.ROW;
    }

    /** Whether a product whose second factor this is has to be reckoned in floats. */
    boolean isInFloats(String second) {
        return quantizers.containsKey(second);
    }

    /** What a quantized value was before. */
    String unscaled(String quantized) {
        return quantizers.get(quantized).input(FIRST);
    }

    /** Whether the type or shape of this value changes, so that notes on it are wrong. */
    boolean changes(String value) {
        return nodes.stream()
                .anyMatch(
                        node ->
                                node.outputs().contains(value)
                                        && (node.operator().equals(SCALED_OVER_BATCH)
                                                || (node.isProduct()
                                                        && isInFloats(node.input(SECOND)))));
    }

    private boolean isRead(String value) {
        return nodes.stream().anyMatch(node -> node.inputs().contains(value));
    }

    private void requireKnownReader(Node node) throws IOException {
        for (int place = 0; place < node.inputs().size(); place++) {
            String value = node.inputs().get(place);
            for (Node quantizer : quantizers.values()) {
                if (!fits(node, place, quantizer.outputs().indexOf(value))) {
                    throw otherReader(value, node.operator());
                }
            }
        }
        if (node.isProduct() && isInFloats(node.input(SECOND)) && !isInFloats(node.input(FIRST))) {
            throw otherReader(node.input(SECOND), "a product of weights with the text");
        }
    }

    /**
     * @param output which of a quantizer's outputs the node reads: numbers, scale, zero point; -1
     *     for another value
     */
    private static boolean fits(Node node, int place, int output) {
        return switch (output) {
            case 0 -> node.isProduct() && place <= SECOND;
            case 1 -> node.operator().equals("Mul");
            case 2 -> node.isProduct() && place > SECOND;
            default -> true;
        };
    }

    private void requireOwnReaders(Node quantizer) throws IOException {
        for (String output : quantizer.outputs()) {
            if (nested.contains(output) || outputs.contains(output)) {
                throw otherReader(output, "a branch or the graph's caller");
            }
        }
    }

    private static IOException otherReader(String value, String reader) {
        return new IOException(
                "'"
                        + value
                        + "' is scaled over the batch and read by "
                        + reader
                        + ", which needs one scale for all rows; bring the fp32 graph, or quantize its"
                        + " MatMul operators alone");
    }

    private void collect(ProtoReader graph) throws IOException {
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> node(graph.message());
                case 12 -> outputs.add(firstText(graph.message()));
                default -> graph.skip();
            }
        }
    }

    private void node(ProtoReader reader) throws IOException {
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> written = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> inputs.add(reader.text());
                case 2 -> written.add(reader.text());
                case 4 -> operator = reader.text();
                case 5 -> branches(reader.message());
                default -> reader.skip();
            }
        }
        Node node = new Node(operator, List.copyOf(inputs), List.copyOf(written));
        nodes.add(node);
        if (operator.equals(SCALED_OVER_BATCH) && !written.isEmpty()) {
            quantizers.put(written.get(0), node);
        }
    }

    /** What branches read may come from this graph. */
    private void branches(ProtoReader attribute) throws IOException {
        while (attribute.next()) {
            if (attribute.field() == 6 || attribute.field() == 11) {
                BatchScales branch = new BatchScales();
                branch.collect(attribute.message());
                Set<String> reads = new HashSet<>(branch.nested);
                branch.nodes.forEach(node -> reads.addAll(node.inputs()));
                branch.nodes.forEach(node -> node.outputs().forEach(reads::remove));
                nested.addAll(reads);
            } else {
                attribute.skip();
            }
        }
    }

    private static String firstText(ProtoReader value) throws IOException {
        String name = "";
        while (value.next()) {
            if (value.field() == 1) {
                name = value.text();
            } else {
                value.skip();
            }
        }
        return name;
    }
}
