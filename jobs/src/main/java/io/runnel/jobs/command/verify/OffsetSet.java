package io.runnel.jobs.command.verify;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Offsets of one partition. Takes an eighth of a byte for each that lies near to others, wherever
 * they begin. Not thread-safe.
 */
final class OffsetSet {
    private static final int CHUNK_BITS = 16;
    private static final int MASK = (1 << CHUNK_BITS) - 1;

    private final TreeMap<Long, BitSet> chunks = new TreeMap<>();

    /** Adds an offset; tells whether it was not there yet. */
    boolean add(long offset) {
        BitSet chunk = chunks.computeIfAbsent(offset >> CHUNK_BITS, unused -> new BitSet());
        int place = (int) (offset & MASK);
        boolean fresh = !chunk.get(place);
        chunk.set(place);
        return fresh;
    }

    boolean contains(long offset) {
        BitSet chunk = chunks.get(offset >> CHUNK_BITS);
        return chunk != null && chunk.get((int) (offset & MASK));
    }

    /** The smallest; empty if there is none. */
    OptionalLong first() {
        return chunks.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        (chunks.firstKey() << CHUNK_BITS)
                                + chunks.firstEntry().getValue().nextSetBit(0));
    }

    /** The largest; empty if there is none. */
    OptionalLong last() {
        return chunks.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        (chunks.lastKey() << CHUNK_BITS)
                                + chunks.lastEntry().getValue().length()
                                - 1);
    }
}
