package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of an ONNX graph, with the names of the values that it reads and that it writes or
 * speaks of.
 *
 * @param bytes the whole field with its number; a view of the file
 */
record GraphField(Kind kind, List<String> reads, List<String> writes, ByteBuffer bytes) {
    private static final int VALUE_NAME = 1;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_DATA_LOCATION = 14;
    private static final int SPARSE_TENSOR_VALUES = 1;

    /** What a field is. */
    enum Kind {
        NODE,
        CONSTANT,
        INPUT,
        OUTPUT,
        /** The type of a value in between. */
        NOTE,
        OTHER
    }

    /** Fields are told apart by where they stand; comparing megabytes is never meant. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /**
     * Reads the field that the reader of a graph has come to.
     *
     * @throws IOException if it is malformed, or of a kind that must not be cut
     */
    static GraphField read(ProtoReader graph) throws IOException {
        Kind kind =
                switch (graph.field()) {
                    case 1 -> Kind.NODE;
                    case 5, 15 -> Kind.CONSTANT;
                    case 11 -> Kind.INPUT;
                    case 12 -> Kind.OUTPUT;
                    case 13 -> Kind.NOTE;
                    default -> Kind.OTHER;
                };
        boolean sparse = graph.field() == 15;
        ByteBuffer bytes = graph.wholeView();
        if (kind == Kind.OTHER) {
            return new GraphField(kind, List.of(), List.of(), bytes);
        }
        ProtoReader again = new ProtoReader(bytes);
        again.next();
        ProtoReader content = again.message();
        return switch (kind) {
            case NODE -> node(content, bytes);
            case CONSTANT -> {
                List<String> name = sparse ? sparseTensor(content) : tensor(content);
                yield new GraphField(kind, List.of(), name, bytes);
            }
            case INPUT, OUTPUT, NOTE ->
                    new GraphField(kind, List.of(), texts(content, VALUE_NAME), bytes);
            case OTHER -> throw new IllegalStateException("Other fields are not read.");
        };
    }

    private static GraphField node(ProtoReader node, ByteBuffer bytes) throws IOException {
        List<String> reads = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        while (node.next()) {
            switch (node.field()) {
                case 1 -> reads.add(node.text());
                case 2 -> writes.add(node.text());
                case 5 -> requireNoGraph(node.message());
                default -> node.skip();
            }
        }
        // An empty name is an optional value that is not there.
        reads.removeIf(String::isEmpty);
        writes.removeIf(String::isEmpty);
        return new GraphField(Kind.NODE, List.copyOf(reads), List.copyOf(writes), bytes);
    }

    private static void requireNoGraph(ProtoReader attribute) throws IOException {
        while (attribute.next()) {
            if (attribute.field() == 6 || attribute.field() == 11) {
                throw new IOException("it has a branch or a loop, which may read any value");
            }
            attribute.skip();
        }
    }

    private static List<String> sparseTensor(ProtoReader sparse) throws IOException {
        List<String> name = new ArrayList<>();
        while (sparse.next()) {
            if (sparse.field() == SPARSE_TENSOR_VALUES) {
                name.addAll(tensor(sparse.message()));
            } else {
                sparse.skip();
            }
        }
        return name;
    }

    private static List<String> tensor(ProtoReader tensor) throws IOException {
        List<String> name = new ArrayList<>();
        while (tensor.next()) {
            switch (tensor.field()) {
                case TENSOR_NAME -> name.add(tensor.text());
                case TENSOR_EXTERNAL_DATA -> throw elsewhere();
                case TENSOR_DATA_LOCATION -> {
                    if (tensor.varint() != 0) {
                        throw elsewhere();
                    }
                }
                default -> tensor.skip();
            }
        }
        return name;
    }

    private static IOException elsewhere() {
        return new IOException("it has weights in a file of their own");
    }

    private static List<String> texts(ProtoReader message, int field) throws IOException {
        List<String> texts = new ArrayList<>();
        while (message.next()) {
            if (message.field() == field) {
                texts.add(message.text());
            } else {
                message.skip();
            }
        }
        return texts;
    }
}
