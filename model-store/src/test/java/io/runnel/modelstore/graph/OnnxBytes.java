package io.runnel.modelstore.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes ONNX files that say what they are and hold next to nothing. */
public final class OnnxBytes {
    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    private OnnxBytes() {}

    /** A graph without anything. */
    public static OnnxBytes graph() {
        return new OnnxBytes();
    }

    /** An encoder that reads ids and a mask, and gives logits of this shape. */
    public static OnnxBytes encoder(Object... shape) {
        return graph().input("input_ids", 7, "batch", "sequence")
                .input("attention_mask", 7, "batch", "sequence")
                .output("logits", 1, shape);
    }

    /** An encoder that gives its hidden states of 8 numbers. */
    public static OnnxBytes hiddenStates() {
        return graph().input("input_ids", 7, "batch", "sequence")
                .input("attention_mask", 7, "batch", "sequence")
                .output("last_hidden_state", 1, "batch", "sequence", 8);
    }

    public OnnxBytes input(String name, int type, Object... shape) {
        return field(11, value(name, type, shape));
    }

    public OnnxBytes output(String name, int type, Object... shape) {
        return field(12, value(name, type, shape));
    }

    /** What a graph says of a value in between. */
    public OnnxBytes note(String name, int type, Object... shape) {
        return field(13, value(name, type, shape));
    }

    /** A node that reads and writes something. */
    public OnnxBytes wired(String operator, String output, String... inputs) {
        byte[] node = new byte[0];
        for (String input : inputs) {
            node = field(node, 1, text(input));
        }
        return field(1, field(field(node, 2, text(output)), 4, text(operator)));
    }

    /** A node that takes its scale over everything it reads. */
    public OnnxBytes quantized(String input, String... outputs) {
        return field(1, dynamic(input, outputs));
    }

    /** The same in a branch of a condition. */
    public OnnxBytes conditionQuantized(String input, String... outputs) {
        byte[] branch = field(new byte[0], 1, dynamic(input, outputs));
        byte[] attribute = field(field(new byte[0], 1, text("then_branch")), 6, branch);
        return field(1, field(field(new byte[0], 4, text("If")), 5, attribute));
    }

    private static byte[] dynamic(String input, String... outputs) {
        byte[] node = field(new byte[0], 1, text(input));
        for (String output : outputs) {
            node = field(node, 2, text(output));
        }
        return field(node, 4, text("DynamicQuantizeLinear"));
    }

    public OnnxBytes node(String operator) {
        return field(1, field(new byte[0], 4, text(operator)));
    }

    /** A condition with this operator in one of its branches. */
    public OnnxBytes condition(String operator) {
        byte[] branch = field(new byte[0], 1, field(new byte[0], 4, text(operator)));
        byte[] attribute = field(field(new byte[0], 1, text("then_branch")), 6, branch);
        return field(1, field(field(new byte[0], 4, text("If")), 5, attribute));
    }

    /** Conditions in each other's branches. */
    public OnnxBytes nestedConditions(int depth) {
        byte[] node = field(new byte[0], 4, text("Identity"));
        for (int i = 0; i < depth; i++) {
            byte[] attribute = field(new byte[0], 6, field(new byte[0], 1, node));
            node = field(field(new byte[0], 4, text("If")), 5, attribute);
        }
        return field(1, node);
    }

    /** A condition with a constant in one of its branches. */
    public OnnxBytes conditionWithWeights(String name) {
        byte[] tensor = field(number(number(new byte[0], 1, 4), 2, 1), 8, text(name));
        byte[] branch = field(new byte[0], 5, tensor);
        byte[] attribute = field(new byte[0], 6, branch);
        return field(1, field(field(new byte[0], 4, text("If")), 5, attribute));
    }

    /** A constant of this type, with packed dimensions. */
    public OnnxBytes weights(String name, int type, long... dimensions) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (long dimension : dimensions) {
            packed.writeBytes(varint(dimension));
        }
        byte[] tensor = field(new byte[0], 1, packed.toByteArray());
        tensor = number(tensor, 2, type);
        return field(5, field(tensor, 8, text(name)));
    }

    /** A constant whose numbers stand in another file. */
    public OnnxBytes externalWeights(String name, String location) {
        byte[] entry = field(field(new byte[0], 1, text("location")), 2, text(location));
        byte[] tensor = number(number(new byte[0], 1, 4), 2, 1);
        tensor = field(field(tensor, 8, text(name)), 13, entry);
        return field(5, number(tensor, 14, 1));
    }

    /** The file's content. */
    public byte[] bytes() {
        byte[] opset = number(field(new byte[0], 1, text("")), 2, 17);
        byte[] model = number(new byte[0], 1, 9);
        model = field(model, 2, text("a test"));
        return field(field(model, 7, graph.toByteArray()), 8, opset);
    }

    private OnnxBytes field(int number, byte[] content) {
        graph.writeBytes(field(new byte[0], number, content));
        return this;
    }

    private static byte[] value(String name, int type, Object... shape) {
        byte[] dimensions = new byte[0];
        for (Object size : shape) {
            byte[] dimension =
                    size instanceof Number number
                            ? number(new byte[0], 1, number.longValue())
                            : field(new byte[0], 2, text(size.toString()));
            dimensions = field(dimensions, 1, dimension);
        }
        byte[] tensor = field(number(new byte[0], 1, type), 2, dimensions);
        return field(field(new byte[0], 1, text(name)), 2, field(new byte[0], 1, tensor));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] field(byte[] before, int number, byte[] content) {
        return joined(before, varint(((long) number << 3) | 2), varint(content.length), content);
    }

    private static byte[] number(byte[] before, int number, long value) {
        return joined(before, varint((long) number << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
