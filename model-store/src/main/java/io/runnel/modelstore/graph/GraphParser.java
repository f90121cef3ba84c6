package io.runnel.modelstore.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what a model's message says; the numbers here are the fields of {@code onnx.proto}. */
final class GraphParser {
    private static final int EXTERNAL = 1;

    /** Conditions inside of conditions; no exporter writes more than a few. */
    private static final int DEEPEST = 32;

    private final List<GraphValue> inputs = new ArrayList<>();
    private final List<GraphValue> outputs = new ArrayList<>();
    private final Map<String, Integer> operators = new TreeMap<>();
    private final Map<String, Long> opsets = new TreeMap<>();
    private final Map<String, Long> numbersByType = new TreeMap<>();
    private final Set<String> initializers = new HashSet<>();
    private final Set<String> files = new TreeSet<>();
    private final Set<Long> weightBits = new TreeSet<>();
    private String producer = "";
    private long parameters;
    private long bytes;
    private boolean hasGraph;

    GraphFacts parse(ByteBuffer model) throws IOException {
        ProtoReader reader = new ProtoReader(model);
        while (reader.next()) {
            switch (reader.field()) {
                case 2 -> producer = reader.text();
                case 7 -> {
                    hasGraph = true;
                    graph(reader.message(), 0);
                }
                case 8 -> opset(reader.message());
                case 25 -> function(reader.message());
                default -> reader.skip();
            }
        }
        if (!hasGraph || outputs.isEmpty()) {
            throw new IOException("it has no graph with an output");
        }
        inputs.removeIf(input -> initializers.contains(input.name()));
        return new GraphFacts(
                producer,
                opsets,
                inputs,
                outputs,
                operators,
                weightBits,
                new Weights(parameters, numbersByType, bytes, files));
    }

    private void opset(ProtoReader reader) throws IOException {
        String domain = "";
        long version = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> domain = reader.text();
                case 2 -> version = reader.varint();
                default -> reader.skip();
            }
        }
        opsets.put(domain, version);
    }

    /**
     * @param depth 0 for the graph itself, more for the branches of its conditions
     */
    private void graph(ProtoReader reader, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("it has branches in more than " + DEEPEST + " branches");
        }
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> node(reader.message(), depth);
                case 5 -> {
                    String name = initializer(reader.message());
                    if (depth == 0) {
                        initializers.add(name);
                    }
                }
                case 15 -> {
                    String name = sparse(reader.message());
                    if (depth == 0) {
                        initializers.add(name);
                    }
                }
                case 11 -> {
                    GraphValue value = value(reader.message());
                    if (depth == 0) {
                        inputs.add(value);
                    }
                }
                case 12 -> {
                    GraphValue value = value(reader.message());
                    if (depth == 0) {
                        outputs.add(value);
                    }
                }
                default -> reader.skip();
            }
        }
    }

    /** Operators of the model's own, made of others. */
    private void function(ProtoReader reader) throws IOException {
        while (reader.next()) {
            if (reader.field() == 7) {
                node(reader.message(), 1);
            } else {
                reader.skip();
            }
        }
    }

    private void node(ProtoReader reader, int depth) throws IOException {
        String operator = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 4 -> operator = reader.text();
                case 5 -> attribute(reader.message(), depth);
                default -> reader.skip();
            }
        }
        operators.merge(operator, 1, Integer::sum);
    }

    private void attribute(ProtoReader reader, int depth) throws IOException {
        String name = "";
        long whole = 0;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 3 -> whole = reader.varint();
                case 5, 10 -> initializer(reader.message());
                case 22, 23 -> sparse(reader.message());
                case 6, 11 -> graph(reader.message(), depth + 1);
                default -> reader.skip();
            }
        }
        if (name.equals("bits")) {
            weightBits.add(whole);
        }
    }

    /** Counts a constant of which only numbers other than 0 are there; its name. */
    private String sparse(ProtoReader reader) throws IOException {
        String name = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = initializer(reader.message());
                case 2 -> initializer(reader.message());
                default -> reader.skip();
            }
        }
        return name;
    }

    /** Counts a constant; its name. */
    private String initializer(ProtoReader reader) throws IOException {
        String name = "";
        long count = 1;
        ElementType type = ElementType.OTHER;
        String file = "";
        boolean external = false;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 ->
                        count *= reader.isDelimited() ? product(reader.message()) : reader.varint();
                case 2 -> type = ElementType.of(reader.varint());
                case 8 -> name = reader.text();
                case 13 -> file = location(reader.message(), file);
                case 14 -> external = reader.varint() == EXTERNAL;
                default -> reader.skip();
            }
        }
        if (external) {
            files.add(file);
        }
        parameters += count;
        bytes += type.bytes(count);
        numbersByType.merge(type.label(), count, Long::sum);
        return name;
    }

    /** The product of packed numbers. */
    private static long product(ProtoReader packed) throws IOException {
        long product = 1;
        while (packed.hasMore()) {
            product *= packed.varint();
        }
        return product;
    }

    private static String location(ProtoReader reader, String otherwise) throws IOException {
        String key = "";
        String value = "";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> key = reader.text();
                case 2 -> value = reader.text();
                default -> reader.skip();
            }
        }
        return key.equals("location") ? value : otherwise;
    }

    static GraphValue value(ProtoReader reader) throws IOException {
        String name = "";
        GraphValue type = new GraphValue("", "other", List.of());
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 2 -> type = type(reader.message());
                default -> reader.skip();
            }
        }
        return new GraphValue(name, type.type(), type.shape());
    }

    private static GraphValue type(ProtoReader reader) throws IOException {
        GraphValue type = new GraphValue("", "other", List.of());
        while (reader.next()) {
            if (reader.field() == 1) {
                type = tensor(reader.message());
            } else {
                reader.skip();
            }
        }
        return type;
    }

    private static GraphValue tensor(ProtoReader reader) throws IOException {
        ElementType type = ElementType.OTHER;
        List<String> shape = new ArrayList<>();
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> type = ElementType.of(reader.varint());
                case 2 -> {
                    ProtoReader dimensions = reader.message();
                    while (dimensions.next()) {
                        if (dimensions.field() == 1) {
                            shape.add(dimension(dimensions.message()));
                        } else {
                            dimensions.skip();
                        }
                    }
                }
                default -> reader.skip();
            }
        }
        return new GraphValue("", type.label(), shape);
    }

    private static String dimension(ProtoReader reader) throws IOException {
        String size = "?";
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> size = Long.toString(reader.varint());
                case 2 -> size = reader.text();
                default -> reader.skip();
            }
        }
        return size.isEmpty() ? "?" : size;
    }
}
