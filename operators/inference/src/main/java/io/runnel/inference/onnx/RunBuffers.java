package io.runnel.inference.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory for the inputs and outputs of one run at a time: the runtime reads and writes it in
 * place. It is kept for the next run and grows to the largest one it has seen, so a stream of runs
 * allocates nothing.
 *
 * <p>Not thread-safe. A buffer's content is whatever the last run left.
 */
final class RunBuffers {
    private static final int LEAST_BYTES = 4_096;

    private final Map<String, ByteBuffer> inputs = new HashMap<>();
    private final Map<String, ByteBuffer> outputs = new HashMap<>();

    /** Room for this many integers of an input. */
    LongBuffer input(String name, int count) {
        return sized(inputs, name, count * Long.BYTES).asLongBuffer();
    }

    /** Room for this many numbers of an output. */
    FloatBuffer output(String name, int count) {
        return sized(outputs, name, count * Float.BYTES).asFloatBuffer();
    }

    private static ByteBuffer sized(Map<String, ByteBuffer> buffers, String name, int bytes) {
        ByteBuffer buffer = buffers.get(name);
        if (buffer == null || buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(roundedUp(bytes)).order(ByteOrder.nativeOrder());
            buffers.put(name, buffer);
        }
        return buffer.limit(bytes).slice().order(ByteOrder.nativeOrder());
    }

    /** The next power of two, so that slowly growing runs do not allocate each time. */
    private static int roundedUp(int bytes) {
        int power = Integer.highestOneBit(Math.max(bytes, LEAST_BYTES));
        return power >= bytes || power == 1 << 30 ? Math.max(power, bytes) : power * 2;
    }
}
