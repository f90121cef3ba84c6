package io.runnel.modelstore.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Adds outputs to a graph and leaves every byte of it as it was: a message that is appended to
 * another one is merged with it, so what is added stands behind the file's own bytes. Answers of
 * heads that were there do not change.
 */
public final class GraphAppender {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int OUTPUT = 12;
    private static final int ATTRIBUTE = 5;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /** Of a shape: whatever is left. */
    private static final long WHAT_IS_LEFT = -1;

    /** What an attribute holds that is one whole number. */
    private static final int WHOLE_NUMBER = 2;

    /** Tells how many rows and places there are, in every graph that this build runs. */
    private static final String TOKENS = "input_ids";

    /** What is added for a head, behind its name. */
    private static final List<String> PARTS =
            List.of("", ".sizes", ".width", ".places", ".hidden", ".product", ".weights", ".bias");

    private GraphAppender() {}

    /**
     * Writes a copy of a graph with an output for each token's last hidden state.
     *
     * @param behind an output of the graph that is reckoned from it
     * @param width how many numbers a hidden state has
     * @throws IOException if there is no such graph, or no hidden state in it
     */
    public static void withHiddenState(
            Path graph, Path copy, String behind, String output, int width) throws IOException {
        String hidden = hiddenState(graph, behind, output);
        ProtoWriter addition =
                placed(new ProtoWriter(), hidden, output, output)
                        .message(OUTPUT, value(output, width));
        append(graph, copy, addition);
    }

    /**
     * Writes a copy of a graph with one more head.
     *
     * @param behind an output of the graph that is reckoned from the hidden state
     * @throws IOException if there is no such graph, or no hidden state in it
     */
    public static void withHead(Path graph, Path copy, String behind, LinearHead head)
            throws IOException {
        String name = head.output();
        String hidden = hiddenState(graph, behind, name);
        String placed = name + ".hidden";
        ProtoWriter addition =
                placed(new ProtoWriter(), hidden, placed, name)
                        .message(NODE, node("MatMul", name + ".product", placed, name + ".weights"))
                        .message(NODE, node("Add", name, name + ".product", name + ".bias"))
                        .message(
                                INITIALIZER,
                                constant(
                                        name + ".weights",
                                        flat(head),
                                        head.hidden(),
                                        head.labels()))
                        .message(
                                INITIALIZER,
                                constant(name + ".bias", bytes(head.bias()), head.labels()))
                        .message(OUTPUT, value(name, head.labels()));
        append(graph, copy, addition);
    }

    /**
     * Checks that a head of this name can be added behind an output.
     *
     * @throws IOException if its name is taken, or there is no hidden state
     */
    public static void requireRoom(Path graph, String behind, String output) throws IOException {
        hiddenState(graph, behind, output);
    }

    private static String hiddenState(Path graph, String behind, String output) throws IOException {
        GraphNodes nodes;
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            nodes = GraphNodes.read(bytes);
        }
        if (!nodes.has(TOKENS)) {
            throw new IOException(
                    "Graph "
                            + graph
                            + " has no input '"
                            + TOKENS
                            + "'; nothing can be added behind its hidden state. Export it from"
                            + " transformers.");
        }
        for (String part : PARTS) {
            String name = output + part;
            if (nodes.has(name)) {
                throw new IOException(
                        "Graph "
                                + graph
                                + " has a value '"
                                + name
                                + "' already; name the head otherwise.");
            }
        }
        return nodes.lastHiddenState(behind)
                .orElseThrow(
                        () ->
                                new IOException(
                                        "Graph "
                                                + graph
                                                + " has no normalization of layers before output '"
                                                + behind
                                                + "', so nobody knows its hidden state. Export it with"
                                                + " --opset 17 or higher, as older graphs have that"
                                                + " normalization in parts, or take an encoder of one"
                                                + " of the supported families."));
    }

    /**
     * The hidden state as rows of places. Some graphs keep it flat, one token below the other; of
     * others nothing changes.
     */
    private static ProtoWriter placed(
            ProtoWriter addition, String hidden, String output, String name) {
        return addition.message(
                        INITIALIZER, tensor(name + ".width", INT64, longBytes(WHAT_IS_LEFT), 1))
                .message(NODE, node("Shape", name + ".sizes", TOKENS))
                .message(
                        NODE,
                        node("Concat", name + ".places", name + ".sizes", name + ".width")
                                .message(ATTRIBUTE, whole("axis", 0)))
                .message(NODE, node("Reshape", output, hidden, name + ".places"));
    }

    private static ProtoWriter whole(String name, long number) {
        return new ProtoWriter().text(1, name).number(3, number).number(20, WHOLE_NUMBER);
    }

    private static void append(Path graph, Path copy, ProtoWriter addition) throws IOException {
        Files.copy(graph, copy);
        try (OutputStream out = Files.newOutputStream(copy, StandardOpenOption.APPEND)) {
            out.write(new ProtoWriter().message(GRAPH, addition).toBytes());
        }
    }

    private static ProtoWriter node(String operator, String output, String... inputs) {
        ProtoWriter node = new ProtoWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static ProtoWriter constant(String name, byte[] numbers, long... shape) {
        return tensor(name, FLOAT, numbers, shape);
    }

    private static ProtoWriter tensor(String name, int type, byte[] numbers, long... shape) {
        ProtoWriter tensor = new ProtoWriter();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).bytes(9, numbers);
    }

    private static byte[] longBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static ProtoWriter value(String name, int width) {
        ProtoWriter shape =
                new ProtoWriter()
                        .message(1, new ProtoWriter().text(2, "batch"))
                        .message(1, new ProtoWriter().text(2, "sequence"))
                        .message(1, new ProtoWriter().number(1, width));
        ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, shape);
        return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }

    private static byte[] flat(LinearHead head) {
        ByteBuffer bytes =
                ByteBuffer.allocate(head.hidden() * head.labels() * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : head.weights()) {
            for (float weight : row) {
                bytes.putFloat(weight);
            }
        }
        return bytes.array();
    }

    private static byte[] bytes(float[] numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }
}
