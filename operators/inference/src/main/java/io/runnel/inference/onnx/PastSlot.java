package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The keys or the values of one layer for all rows of a batch: two pieces of memory that take
 * turns. A step reads one and writes the other, which then holds everything the next step reads, so
 * nothing is copied between steps, on the heap or off it.
 */
final class PastSlot {
    private static final int GROWTH_NUMERATOR = 3;
    private static final int GROWTH_DENOMINATOR = 2;

    private final Form form;
    private ByteBuffer current = memory(0);
    private ByteBuffer other = memory(0);
    private int length;

    /**
     * What is written here.
     *
     * @param input the graph's input that reads it
     * @param output the graph's output that writes it
     * @param ofSource whether it is about the text that the encoder read, which does not grow
     */
    record Form(
            String input,
            String output,
            int heads,
            int width,
            OnnxJavaType type,
            boolean ofSource) {
        int rowBytes(int tokens) {
            return Math.multiplyExact(heads * width * type.size, tokens);
        }

        long[] shape(int rows, int tokens) {
            return new long[] {rows, heads, tokens, width};
        }
    }

    PastSlot(Form form) {
        this.form = form;
    }

    Form form() {
        return form;
    }

    /** Adds what the next step reads. */
    void giveTo(TensorSet inputs, int batchRows) throws OrtException {
        inputs.view(
                form.input(),
                part(current, Math.multiplyExact(batchRows, form.rowBytes(length))),
                form.type(),
                form.shape(batchRows, length));
    }

    /** Adds where the next step writes; {@link #turn} makes it what is read. */
    void pinTo(TensorSet outputs, int batchRows, int tokens) throws OrtException {
        int bytes = Math.multiplyExact(batchRows, form.rowBytes(tokens));
        if (other.capacity() < bytes) {
            other = memory(roomy(bytes));
        }
        outputs.view(form.output(), part(other, bytes), form.type(), form.shape(batchRows, tokens));
    }

    /** What was written is read from now on. */
    void turn(int tokens) {
        ByteBuffer read = current;
        current = other;
        other = read;
        length = tokens;
    }

    /** Puts rows into another order, in place; see {@link RowMoves}. */
    void reorder(int[] sources) {
        int bytes = form.rowBytes(length);
        for (RowMoves.Move move : RowMoves.toOrder(sources)) {
            ByteBuffer from =
                    move.from() == RowMoves.ASIDE ? aside(bytes) : row(move.from(), bytes);
            ByteBuffer to = move.to() == RowMoves.ASIDE ? aside(bytes) : row(move.to(), bytes);
            to.put(from);
        }
    }

    /** Keeps these rows only, which must be in ascending order. */
    void retain(int[] kept) {
        int bytes = form.rowBytes(length);
        for (int row = 0; row < kept.length; row++) {
            if (kept[row] != row) {
                row(row, bytes).put(row(kept[row], bytes));
            }
        }
    }

    /** Bytes that are held outside of the heap. */
    long bytes() {
        return (long) current.capacity() + other.capacity();
    }

    private ByteBuffer row(int row, int bytes) {
        return current.slice(row * bytes, bytes);
    }

    private ByteBuffer aside(int bytes) {
        if (other.capacity() < bytes) {
            other = memory(bytes);
        }
        return other.slice(0, bytes);
    }

    private static ByteBuffer part(ByteBuffer memory, int bytes) {
        return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
    }

    /** Half as much again, so that not every step takes new memory. */
    private static int roomy(int bytes) {
        long more = (long) bytes / GROWTH_DENOMINATOR * GROWTH_NUMERATOR;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(bytes, more));
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
