package io.runnel.inference.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Direct memory for the inputs and outputs of one run at a time: the runtime reads and writes it in
 * place. It is kept for the next run and grows to the largest one it has seen, in powers of two, so
 * a stream of runs allocates nothing.
 *
 * <p>Not thread-safe. A buffer's content is whatever the last run left.
 */
final class RunBuffers {
    private static final int LEAST_BYTES = 4_096;

    private final Map<String, ByteBuffer> inputs = new HashMap<>();
    private final Map<String, ByteBuffer> outputs = new HashMap<>();
    private final IntFunction<ByteBuffer> memory;

    RunBuffers() {
        this(ByteBuffer::allocateDirect);
    }

    /**
     * @param memory gives a buffer of this many bytes
     */
    RunBuffers(IntFunction<ByteBuffer> memory) {
        this.memory = memory;
    }

    /** Room for the integer that an input has for each token. */
    LongBuffer input(String name, int tokens) throws RunMemoryException {
        return sized(inputs, name, (long) tokens * Long.BYTES).asLongBuffer();
    }

    /** Room for the numbers that an output has for each token. */
    FloatBuffer output(String name, int tokens, int width) throws RunMemoryException {
        return sized(outputs, name, (long) tokens * width * Float.BYTES).asFloatBuffer();
    }

    private ByteBuffer sized(Map<String, ByteBuffer> buffers, String name, long bytes)
            throws RunMemoryException {
        try {
            int size = Math.toIntExact(bytes);
            ByteBuffer buffer = buffers.get(name);
            if (buffer == null || buffer.capacity() < size) {
                // The smaller one must not stand in the way of the larger one.
                buffers.remove(name);
                buffer = memory.apply(roundedUp(size));
                buffers.put(name, buffer);
            }
            return buffer.limit(size).slice().order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new RunMemoryException(name, bytes, e);
        }
    }

    /** The next power of two, so that slowly growing runs do not allocate each time. */
    private static int roundedUp(int bytes) {
        int power = Integer.highestOneBit(Math.max(bytes, LEAST_BYTES));
        return power >= bytes || power == 1 << 30 ? Math.max(power, bytes) : power * 2;
    }
}
