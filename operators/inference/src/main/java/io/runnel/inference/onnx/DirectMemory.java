package io.runnel.inference.onnx;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory of the JVM outside of its heap, which the runtime reads and writes in place. */
final class DirectMemory {
    private static final String LIMIT = "MaxDirectMemorySize";
    private static final String POOL = "direct";

    private DirectMemory() {}

    /** Most bytes that the JVM gives to all who ask for such memory. */
    static long most() {
        HotSpotDiagnosticMXBean machine =
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        // What is not said is 0, and means as much as the heap.
        long said = machine == null ? 0 : Long.parseLong(machine.getVMOption(LIMIT).getValue());
        return said > 0 ? said : Runtime.getRuntime().maxMemory();
    }

    /** Bytes that nobody has taken yet. */
    static long free() {
        long taken =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals(POOL))
                        .mapToLong(BufferPoolMXBean::getTotalCapacity)
                        .sum();
        return Math.max(0, most() - taken);
    }

    /** No memory yet. */
    static ByteBuffer none() {
        return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }

    /**
     * Memory of this size.
     *
     * @param name of the input or output that it is for
     * @throws RunMemoryException if there is not so much, or if it is more than a buffer can have
     */
    static ByteBuffer of(String name, long bytes) throws RunMemoryException {
        try {
            return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new RunMemoryException(name, bytes, e);
        }
    }

    /** The first bytes of such memory. */
    static ByteBuffer part(ByteBuffer memory, long bytes) {
        return memory.slice(0, Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }
}
