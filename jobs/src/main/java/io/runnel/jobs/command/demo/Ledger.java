package io.runnel.jobs.command.demo;

import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bookkeeping of a demo: what went in, and what became of each input by the partition and
 * offset that its outcome names. Thread-safe.
 */
final class Ledger {
    /** What became of an input. */
    enum Outcome {
        ENRICHED,
        DEAD_LETTER
    }

    /** The numbers of one type; seconds from its first input to its last outcome. */
    record Count(long in, long enriched, long deadLettered, double seconds) {
        long out() {
            return enriched + deadLettered;
        }

        double documentsPerSecond() {
            return seconds > 0 ? out() / seconds : 0;
        }
    }

    private final Map<DocumentType, Page> pages = new EnumMap<>(DocumentType.class);

    Ledger() {
        for (DocumentType type : DocumentType.values()) {
            pages.put(type, new Page(type.topic()));
        }
    }

    /** An input is about to be sent. */
    synchronized void sending(DocumentType type, long nanos) {
        Page page = pages.get(type);
        if (page.in == 0) {
            page.firstIn = nanos;
        }
        page.in++;
    }

    /** An input has got its place. */
    synchronized void sent(DocumentType type, int partition, long offset) {
        pages.get(type).sent(partition).set(Math.toIntExact(offset));
    }

    /** An outcome of the input at this place is committed. */
    synchronized void outcome(
            DocumentType type, Outcome outcome, int partition, long offset, long nanos) {
        Page page = pages.get(type);
        BitSet seen = page.seen(partition);
        if (seen.get(Math.toIntExact(offset))) {
            page.duplicates.add(page.place(partition, offset));
            return;
        }
        seen.set(Math.toIntExact(offset));
        page.lastOut = nanos;
        switch (outcome) {
            case ENRICHED -> page.enriched++;
            case DEAD_LETTER -> page.deadLettered++;
        }
    }

    /** The numbers of a type so far. */
    synchronized Count count(DocumentType type) {
        Page page = pages.get(type);
        boolean begun = page.enriched + page.deadLettered > 0;
        double seconds = begun ? (page.lastOut - page.firstIn) / 1e9 : 0;
        return new Count(page.in, page.enriched, page.deadLettered, seconds);
    }

    /** Outcomes of all types. */
    synchronized long out() {
        return pages.values().stream().mapToLong(page -> page.enriched + page.deadLettered).sum();
    }

    /** Inputs that have a place and no outcome, such as {@code tickets-0@12}. */
    synchronized List<String> missing() {
        List<String> missing = new ArrayList<>();
        pages.values().forEach(page -> page.addMissing(missing));
        return missing;
    }

    /** Outcomes beyond the first one of their input. */
    synchronized List<String> duplicates() {
        return pages.values().stream().flatMap(page -> page.duplicates.stream()).toList();
    }

    /** The account of one type. */
    private static final class Page {
        private final String topic;
        private final Map<Integer, BitSet> sent = new HashMap<>();
        private final Map<Integer, BitSet> seen = new HashMap<>();
        private final List<String> duplicates = new ArrayList<>();
        private long in;
        private long enriched;
        private long deadLettered;
        private long firstIn;
        private long lastOut;

        Page(String topic) {
            this.topic = topic;
        }

        BitSet sent(int partition) {
            return sent.computeIfAbsent(partition, unused -> new BitSet());
        }

        BitSet seen(int partition) {
            return seen.computeIfAbsent(partition, unused -> new BitSet());
        }

        void addMissing(List<String> missing) {
            sent.forEach(
                    (partition, offsets) -> {
                        BitSet open = (BitSet) offsets.clone();
                        open.andNot(seen(partition));
                        open.stream().forEach(offset -> missing.add(place(partition, offset)));
                    });
        }

        String place(int partition, long offset) {
            return topic + "-" + partition + "@" + offset;
        }
    }
}
