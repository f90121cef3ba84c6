package io.runnel.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;

/**
 * The keys or the values of one layer for all rows of a batch: two pieces of memory that take
 * turns. A step reads one and writes the other, which then holds everything the next step reads, so
 * nothing is copied between steps, on the heap or off it. Each is as large as the longest sequence
 * needs from the start, and left to others at the end.
 */
final class PastSlot {
    private final Form form;
    private final int mostTokens;
    private final WriterMemory memory;
    private ByteBuffer current = DirectMemory.none();
    private ByteBuffer other = DirectMemory.none();
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
        long rowBytes(int tokens) {
            return (long) heads * width * tokens * type.size;
        }

        long[] shape(int rows, int tokens) {
            return new long[] {rows, heads, tokens, width};
        }
    }

    /**
     * @param mostTokens of a row, once everything is written
     */
    PastSlot(Form form, int mostTokens, WriterMemory memory) {
        this.form = form;
        this.mostTokens = mostTokens;
        this.memory = memory;
    }

    Form form() {
        return form;
    }

    /** Adds what the next step reads. */
    void giveTo(TensorSet inputs, int batchRows) throws OrtException {
        inputs.view(
                form.input(),
                DirectMemory.part(current, batchRows * form.rowBytes(length)),
                form.type(),
                form.shape(batchRows, length));
    }

    /** Adds where the next step writes; {@link #turn} makes it what is read. */
    void pinTo(TensorSet outputs, int batchRows, int tokens)
            throws OrtException, RunMemoryException {
        long bytes = batchRows * form.rowBytes(tokens);
        if (other.capacity() < bytes) {
            leaveOther();
            other = memory.piece(form.output(), Math.max(bytes, inTheEnd(batchRows)));
        }
        outputs.view(
                form.output(),
                DirectMemory.part(other, bytes),
                form.type(),
                form.shape(batchRows, tokens));
    }

    /** What was written is read from now on. */
    void turn(int tokens) {
        ByteBuffer read = current;
        current = other;
        other = read;
        length = tokens;
    }

    /** Puts rows into another order, in place; see {@link RowMoves}. */
    void reorder(int[] sources) throws RunMemoryException {
        int bytes = Math.toIntExact(form.rowBytes(length));
        for (RowMoves.Move move : RowMoves.toOrder(sources)) {
            ByteBuffer from =
                    move.from() == RowMoves.ASIDE ? aside(bytes) : row(move.from(), bytes);
            ByteBuffer to = move.to() == RowMoves.ASIDE ? aside(bytes) : row(move.to(), bytes);
            to.put(from);
        }
    }

    /** Keeps these rows only, which must be in ascending order. */
    void retain(int[] kept) {
        int bytes = Math.toIntExact(form.rowBytes(length));
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

    /** Leaves its memory to others. */
    void close() {
        leaveOther();
        memory.leave(current);
        current = DirectMemory.none();
    }

    private void leaveOther() {
        memory.leave(other);
        other = DirectMemory.none();
    }

    /** What is about the source does not grow. */
    private long inTheEnd(int batchRows) {
        return form.ofSource() ? 0 : batchRows * form.rowBytes(mostTokens);
    }

    private ByteBuffer row(int row, int bytes) {
        return current.slice(row * bytes, bytes);
    }

    private ByteBuffer aside(int bytes) throws RunMemoryException {
        if (other.capacity() < bytes) {
            leaveOther();
            other = memory.piece(form.output(), bytes);
        }
        return other.slice(0, bytes);
    }
}
