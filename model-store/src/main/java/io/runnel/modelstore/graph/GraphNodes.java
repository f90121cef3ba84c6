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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The nodes of a graph and what they read and write; branches of conditions aside. */
final class GraphNodes {
    private static final Set<String> NORMALIZATIONS =
            Set.of(
                    "LayerNormalization",
                    "SkipLayerNormalization",
                    "EmbedLayerNormalization",
                    "SimplifiedLayerNormalization",
                    "SkipSimplifiedLayerNormalization");

    /** What transformers and sentence-transformers call it where a graph gives it away. */
    private static final List<String> HIDDEN_STATES =
            List.of("last_hidden_state", "token_embeddings");

    /** Parts of the names of weights that belong to a head, and not to the encoder before it. */
    private static final Pattern OF_A_HEAD =
            Pattern.compile("(^|\\.)(head|lm_head|classifier|cls|score)\\.");

    /** Batch, sequence, and the hidden numbers. */
    private static final int RANK_OF_TOKENS = 3;

    private final Map<String, Node> writers = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private GraphNodes() {}

    private record Node(String operator, List<String> inputs, List<String> outputs) {}

    static GraphNodes read(ByteBuffer model) throws IOException {
        GraphNodes nodes = new GraphNodes();
        ProtoReader reader = new ProtoReader(model);
        while (reader.next()) {
            if (reader.field() == 7) {
                nodes.graph(reader.message());
            } else {
                reader.skip();
            }
        }
        return nodes;
    }

    /** Whether a value or a constant of this name is there. */
    boolean has(String name) {
        return names.contains(name);
    }

    /**
     * The value that leaves the encoder's last layer: the one of that name, or on the way back from
     * an output the first one that a normalization of layers writes. What the graph says to be no
     * value of tokens, or a part of a head, is gone over.
     */
    Optional<String> lastHiddenState(String output) {
        Optional<String> named = HIDDEN_STATES.stream().filter(writers::containsKey).findFirst();
        if (named.isPresent()) {
            return named;
        }
        Deque<String> toSee = new ArrayDeque<>(List.of(output));
        Set<String> seen = new HashSet<>();
        while (!toSee.isEmpty()) {
            String name = toSee.remove();
            Node node = writers.get(name);
            if (node == null || !seen.add(name)) {
                continue;
            }
            if (NORMALIZATIONS.contains(node.operator()) && isOfTheEncoder(node)) {
                return Optional.of(node.outputs().get(0));
            }
            toSee.addAll(node.inputs());
        }
        return Optional.empty();
    }

    private boolean isOfTheEncoder(Node normalization) {
        int rank = ranks.getOrDefault(normalization.outputs().get(0), RANK_OF_TOKENS);
        return rank == RANK_OF_TOKENS
                && normalization.inputs().stream()
                        .noneMatch(input -> OF_A_HEAD.matcher(input).find());
    }

    private void graph(ProtoReader reader) throws IOException {
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> node(reader.message());
                case 5 -> named(reader.message(), 8);
                case 11 -> named(reader.message(), 1);
                case 13 -> note(reader.message());
                default -> reader.skip();
            }
        }
    }

    /** The rank of a value, where the graph tells its shape. */
    private void note(ProtoReader reader) throws IOException {
        GraphValue value = GraphParser.value(reader);
        if (value.rank() > 0) {
            ranks.put(value.name(), value.rank());
        }
    }

    private void named(ProtoReader reader, int nameField) throws IOException {
        while (reader.next()) {
            if (reader.field() == nameField) {
                names.add(reader.text());
            } else {
                reader.skip();
            }
        }
    }

    private void node(ProtoReader reader) throws IOException {
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> inputs.add(reader.text());
                case 2 -> outputs.add(reader.text());
                case 4 -> operator = reader.text();
                default -> reader.skip();
            }
        }
        Node node = new Node(operator, List.copyOf(inputs), List.copyOf(outputs));
        for (String output : outputs) {
            writers.put(output, node);
            names.add(output);
        }
    }
}
