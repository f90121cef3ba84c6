package io.runnel.modelstore.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a graph whose activations are scaled over a whole batch scale each token by itself, so that
 * an answer no longer depends on the rows beside it. Weights stay as they are to the bit.
 *
 * <p>Each {@code DynamicQuantizeLinear} gives way to plain operators that write the same three
 * values: the numbers as bytes around 128, the scale of each row, and 128. Products of two values
 * that were both scaled over the batch, as in attention, become products of floats.
 */
public final class Requantizer {
    private static final String SCALED_OVER_BATCH = "DynamicQuantizeLinear";
    private static final String PREFIX = "runnel.row-scale.";
    private static final int OPSET_OF_AXES_AS_INPUT = 18;
    private static final int NOTE = 13;
    private static final int FLOAT = 1;
    private static final int BYTE = 2;
    private static final int INT64 = 7;
    private static final int INT_ATTRIBUTE = 2;
    private static final int INTS_ATTRIBUTE = 7;
    private static final float HALF_RANGE = 127;

    /** The bytes, what they are put together from, and a reserve. */
    private static final int TIMES_IN_MEMORY = 4;

    private static final int MEBI = 20;
    private static final float MIDDLE = 128;

    /** Rows of zeros have this scale in place of none. */
    private static final float SMALLEST = 1e-12f;

    private final long opset;
    private int replaced;

    private Requantizer(long opset) {
        this.opset = opset;
    }

    /**
     * Writes a copy of a graph that scales by rows.
     *
     * @throws IOException if the graph cannot be read, has nothing of the kind, or has operators
     *     that need one scale for all
     */
    public static void byRows(Path graph, Path copy) throws IOException {
        GraphFacts facts = GraphFacts.read(graph);
        refuseOthers(facts);
        requireMemory(Files.size(graph), Runtime.getRuntime().maxMemory());
        Requantizer requantizer = new Requantizer(facts.opsets().getOrDefault("", 0L));
        byte[] written;
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            written = requantizer.model(new ProtoReader(bytes));
        }
        try (OutputStream out = Files.newOutputStream(copy)) {
            out.write(written);
        }
    }

    /**
     * Makes sure that what is written can be held in memory on its way.
     *
     * @throws IOException if it cannot
     */
    static void requireMemory(long bytes, long heap) throws IOException {
        if (bytes > heap / TIMES_IN_MEMORY) {
            throw new IOException(
                    "it has "
                            + (bytes >> MEBI)
                            + " MiB, and changing it takes "
                            + TIMES_IN_MEMORY
                            + " times as much heap, of which the JVM has "
                            + (heap >> MEBI)
                            + " MiB; start with RUNNEL_JAVA_OPTIONS=-Xmx"
                            + (((bytes * TIMES_IN_MEMORY) >> MEBI) + 1)
                            + "m");
        }
    }

    private static void refuseOthers(GraphFacts facts) throws IOException {
        if (!facts.operators().containsKey(SCALED_OVER_BATCH)) {
            throw new IOException(
                    "it has no " + SCALED_OVER_BATCH + ", so there is nothing to change");
        }
        List<String> others = new ArrayList<>(facts.operators().keySet());
        others.retainAll(
                List.of(
                        "ConvInteger",
                        "DynamicQuantizeLSTM",
                        "DynamicQuantizeMatMul",
                        "QLinearMatMul"));
        if (!others.isEmpty()) {
            throw new IOException(
                    "it has "
                            + others
                            + ", which need one scale for all rows; quantize the fp32 graph again");
        }
    }

    private byte[] model(ProtoReader reader) throws IOException {
        ProtoWriter model = new ProtoWriter();
        while (reader.next()) {
            if (reader.field() == 7) {
                ProtoWriter graph = graph(reader.delimited());
                constants(graph);
                model.message(7, graph);
            } else {
                model.whole(reader.whole());
            }
        }
        return model.toBytes();
    }

    private ProtoWriter graph(ByteBuffer bytes) throws IOException {
        BatchScales scales = BatchScales.read(bytes);
        ProtoReader reader = new ProtoReader(bytes);
        ProtoWriter graph = new ProtoWriter();
        while (reader.next()) {
            if (reader.field() == 1) {
                node(reader.delimited(), scales, graph);
            } else if (reader.field() == NOTE) {
                note(reader.whole(), scales, graph);
            } else {
                graph.whole(reader.whole());
            }
        }
        return graph;
    }

    /** What a graph says of a value in between; wrong where the value changes. */
    private static void note(byte[] whole, BatchScales scales, ProtoWriter graph)
            throws IOException {
        ProtoReader field = new ProtoReader(ByteBuffer.wrap(whole));
        field.next();
        ProtoReader value = field.message();
        boolean stays = true;
        while (value.next()) {
            if (value.field() == 1) {
                stays = !scales.changes(value.text());
            } else {
                value.skip();
            }
        }
        if (stays) {
            graph.whole(whole);
        }
    }

    private void node(ByteBuffer bytes, BatchScales scales, ProtoWriter graph) throws IOException {
        ProtoReader reader = new ProtoReader(bytes);
        ProtoWriter same = new ProtoWriter();
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String operator = "";
        while (reader.next()) {
            int field = reader.field();
            if (field == 5) {
                same.message(5, attribute(reader.message()));
                continue;
            }
            byte[] whole = reader.whole();
            same.whole(whole);
            switch (field) {
                case 1 -> inputs.add(text(whole));
                case 2 -> outputs.add(text(whole));
                case 4 -> operator = text(whole);
                default -> {}
            }
        }
        if (operator.equals(SCALED_OVER_BATCH)) {
            switch (scales.form(outputs.get(0))) {
                case ROW -> byRow(inputs.get(0), outputs, graph);
                case NONE -> add(graph, operation("Identity", outputs.get(1), PREFIX + "one"));
            }
        } else if (operator.equals("MatMulInteger") && scales.isInFloats(inputs.get(1))) {
            inFloats(inputs, outputs.get(0), scales, graph);
        } else {
            graph.message(1, same);
        }
    }

    /** Branches of conditions are graphs too. */
    private ProtoWriter attribute(ProtoReader reader) throws IOException {
        ProtoWriter attribute = new ProtoWriter();
        while (reader.next()) {
            if (reader.field() == 6 || reader.field() == 11) {
                int field = reader.field();
                attribute.message(field, graph(reader.delimited()));
            } else {
                attribute.whole(reader.whole());
            }
        }
        return attribute;
    }

    private void byRow(String input, List<String> outputs, ProtoWriter graph) {
        String name = PREFIX + replaced++ + ".";
        add(graph, operation("Abs", name + "size", input));
        ProtoWriter largest =
                opset >= OPSET_OF_AXES_AS_INPUT
                        ? operation("ReduceMax", name + "largest", name + "size", PREFIX + "axis")
                        : operation("ReduceMax", name + "largest", name + "size")
                                .message(5, axes());
        add(graph, largest.message(5, keepingDimensions()));
        add(graph, operation("Max", name + "range", name + "largest", PREFIX + "smallest"));
        add(graph, operation("Div", outputs.get(1), name + "range", PREFIX + "half"));
        add(graph, operation("Div", name + "scaled", input, outputs.get(1)));
        add(graph, operation("Round", name + "rounded", name + "scaled"));
        add(graph, operation("Add", name + "moved", name + "rounded", PREFIX + "middle"));
        add(graph, operation("Cast", outputs.get(0), name + "moved").message(5, to(BYTE)));
        add(graph, operation("Identity", outputs.get(2), PREFIX + "zero"));
    }

    /** The scales that the product is multiplied with afterwards are those of its factors. */
    private void inFloats(List<String> inputs, String output, BatchScales scales, ProtoWriter graph)
            throws IOException {
        String first = scales.unscaled(inputs.get(0));
        if (scales.form(inputs.get(0)) == BatchScales.Form.ROW) {
            first = output + ".first";
            add(graph, operation("Cast", first + ".moved", inputs.get(0)).message(5, to(FLOAT)));
            add(graph, operation("Sub", first, first + ".moved", PREFIX + "middle"));
        }
        add(graph, operation("MatMul", output, first, scales.unscaled(inputs.get(1))));
    }

    private void constants(ProtoWriter graph) {
        graph.message(5, constant("half", HALF_RANGE))
                .message(5, constant("one", 1))
                .message(5, constant("middle", MIDDLE))
                .message(5, constant("smallest", SMALLEST))
                .message(
                        5,
                        new ProtoWriter()
                                .number(2, BYTE)
                                .text(8, PREFIX + "zero")
                                .bytes(9, new byte[] {(byte) MIDDLE}));
        if (opset >= OPSET_OF_AXES_AS_INPUT) {
            byte[] last =
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(-1)
                            .array();
            graph.message(
                    5,
                    new ProtoWriter()
                            .number(1, 1)
                            .number(2, INT64)
                            .text(8, PREFIX + "axis")
                            .bytes(9, last));
        }
    }

    private static void add(ProtoWriter graph, ProtoWriter node) {
        graph.message(1, node);
    }

    private static ProtoWriter operation(String operator, String output, String... inputs) {
        ProtoWriter node = new ProtoWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output + ".node").text(4, operator);
    }

    private static ProtoWriter axes() {
        return new ProtoWriter().text(1, "axes").number(8, -1).number(20, INTS_ATTRIBUTE);
    }

    private static ProtoWriter keepingDimensions() {
        return new ProtoWriter().text(1, "keepdims").number(3, 1).number(20, INT_ATTRIBUTE);
    }

    private static ProtoWriter to(int type) {
        return new ProtoWriter().text(1, "to").number(3, type).number(20, INT_ATTRIBUTE);
    }

    private static ProtoWriter constant(String name, float value) {
        byte[] bytes =
                ByteBuffer.allocate(Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array();
        return new ProtoWriter().number(2, FLOAT).text(8, PREFIX + name).bytes(9, bytes);
    }

    private static String text(byte[] field) throws IOException {
        ProtoReader reader = new ProtoReader(ByteBuffer.wrap(field));
        reader.next();
        return reader.text();
    }
}
