package io.runnel.jobs.command.deadletters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The offsets of one partition that have been replayed: all below {@link #position()}, and ranges
 * above it, which travel in the metadata of the group's committed offset. So letters can be
 * replayed in any choice and order, each once, and Kafka's own transaction keeps the record of it.
 */
final class ReplayedOffsets {
    /** What a broker takes unless {@code offset.metadata.max.bytes} says otherwise. */
    static final int MAX_METADATA_CHARS = 4_096;

    private static final int RADIX = Character.MAX_RADIX;

    private long position;
    private final NavigableMap<Long, Long> ranges = new TreeMap<>();

    private ReplayedOffsets(long position) {
        this.position = position;
    }

    static ReplayedOffsets none() {
        return new ReplayedOffsets(0);
    }

    /**
     * What was committed.
     *
     * @throws IllegalArgumentException if the metadata was written by another program
     */
    static ReplayedOffsets of(long position, String metadata) {
        ReplayedOffsets offsets = new ReplayedOffsets(position);
        if (metadata == null || metadata.isEmpty()) {
            return offsets;
        }
        long end = position;
        try {
            for (String range : metadata.split(",", -1)) {
                String[] parts = range.split("\\+", -1);
                long start = end + Long.parseLong(parts[0], RADIX);
                end = start + (parts.length > 1 ? Long.parseLong(parts[1], RADIX) : 1);
                offsets.ranges.put(start, end);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The group's committed offset carries '"
                            + metadata
                            + "', which no replay has written; name another --group.",
                    e);
        }
        return offsets;
    }

    /** The first offset that has not been replayed. */
    long position() {
        return position;
    }

    /**
     * The ranges behind the position, as gap and length: {@code 5+2,3} is 5, 6 and 10 behind it.
     */
    String metadata() {
        List<String> parts = new ArrayList<>();
        long end = position;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            long length = range.getValue() - range.getKey();
            String gap = Long.toString(range.getKey() - end, RADIX);
            parts.add(length == 1 ? gap : gap + "+" + Long.toString(length, RADIX));
            end = range.getValue();
        }
        return String.join(",", parts);
    }

    boolean contains(long offset) {
        if (offset < position) {
            return true;
        }
        Map.Entry<Long, Long> range = ranges.floorEntry(offset);
        return range != null && offset < range.getValue();
    }

    /** Adds an offset; adding one that it has does nothing. */
    void add(long offset) {
        if (contains(offset)) {
            return;
        }
        long start = offset;
        long end = offset + 1;
        Map.Entry<Long, Long> before = ranges.floorEntry(offset);
        if (before != null && before.getValue() == offset) {
            start = before.getKey();
        }
        Long after = ranges.remove(end);
        ranges.put(start, after == null ? end : after);
        advance();
    }

    /** Says that there is no letter below this offset any more, or none that is committed. */
    void startAt(long firstOffset) {
        if (firstOffset > position) {
            position = firstOffset;
            while (!ranges.isEmpty() && ranges.firstEntry().getValue() <= position) {
                ranges.pollFirstEntry();
            }
            if (!ranges.isEmpty() && ranges.firstKey() < position) {
                position = ranges.pollFirstEntry().getValue();
            }
            advance();
        }
    }

    private void advance() {
        while (!ranges.isEmpty() && ranges.firstKey() == position) {
            position = ranges.pollFirstEntry().getValue();
        }
    }
}
