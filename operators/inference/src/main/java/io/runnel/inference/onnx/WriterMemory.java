package io.runnel.inference.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * The direct memory of all models of a process that write: how much of it their texts may take
 * together, and the pieces that one text leaves to the next, so that a stream of texts allocates
 * next to nothing and the collector has nothing to free. Thread-safe.
 *
 * <p>A piece's content is whatever was left in it.
 */
public final class WriterMemory {
    /** A piece is given out for less than it holds, but not for much less. */
    private static final double MOST_WASTE = 1.25;

    private static final int SHARES = 2;

    private final long most;
    private final Deque<ByteBuffer> idle = new ArrayDeque<>();
    private long idleBytes;
    private long taken;

    /**
     * @param most bytes that all texts may take together
     */
    public WriterMemory(long most) {
        this.most = most;
    }

    /** Half of what the JVM still has to give when this is called. */
    static WriterMemory ofProcess() {
        return new WriterMemory(DirectMemory.free() / SHARES);
    }

    /** Most bytes that all texts may take together. */
    public long most() {
        return most;
    }

    /** Bytes that texts may still take. */
    public synchronized long free() {
        return Math.max(0, most - taken);
    }

    /** A text will need so much; it is not refused, as one text is written in any case. */
    public synchronized void take(long bytes) {
        taken += bytes;
    }

    /** What was taken is free again. */
    public synchronized void giveBack(long bytes) {
        taken -= bytes;
    }

    /**
     * A piece of at least this size; whoever takes it leaves it to others at the end, once.
     *
     * @param name of the input or output that it is for
     * @throws RunMemoryException if there is not so much, or if it is more than a buffer can have
     */
    ByteBuffer piece(String name, long bytes) throws RunMemoryException {
        Optional<ByteBuffer> fitting = idlePiece(bytes);
        if (fitting.isPresent()) {
            return fitting.get();
        }
        try {
            return DirectMemory.of(name, bytes);
        } catch (RunMemoryException e) {
            // What waits for others must not stand in the way.
            forgetIdle();
            return DirectMemory.of(name, bytes);
        }
    }

    private synchronized void forgetIdle() {
        idle.clear();
        idleBytes = 0;
    }

    /** The piece is for others from now on. */
    synchronized void leave(ByteBuffer piece) {
        if (piece.capacity() == 0) {
            return;
        }
        idle.add(piece);
        idleBytes += piece.capacity();
        // Nothing is left to those who may never come: the oldest fit least.
        while (idleBytes > most / SHARES) {
            idleBytes -= idle.remove().capacity();
        }
    }

    /** Bytes that wait for the next text. */
    public synchronized long idleBytes() {
        return idleBytes;
    }

    /** The smallest one that is large enough and not too large. */
    private synchronized Optional<ByteBuffer> idlePiece(long bytes) {
        Optional<ByteBuffer> best =
                idle.stream()
                        .filter(piece -> piece.capacity() >= bytes)
                        .filter(piece -> piece.capacity() <= bytes * MOST_WASTE)
                        .min(Comparator.comparingInt(ByteBuffer::capacity));
        best.ifPresent(this::remove);
        return best;
    }

    /** Buffers are equal where their bytes are; this is about the buffer itself. */
    @SuppressWarnings("ReferenceEquality")
    private void remove(ByteBuffer piece) {
        idle.removeIf(one -> one == piece);
        idleBytes -= piece.capacity();
    }
}
