package io.runnel.jobs.command.models.measure;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of entities, micro over all and by type: an entity is right if its type,
 * its first and its last token are, as in seqeval.
 */
public final class SpanMeasures {
    private final SortedMap<String, Counts> types = new TreeMap<>();

    /** Counts the entities of one row. */
    public void add(Set<TokenSpan> expected, Set<TokenSpan> found) {
        for (TokenSpan span : expected) {
            of(span.type()).expect();
        }
        for (TokenSpan span : found) {
            of(span.type()).find();
            if (expected.contains(span)) {
                of(span.type()).hit();
            }
        }
    }

    /** Counts one answer that is no span: expected, found, or both. */
    public void add(String type, Match match) {
        Counts counts = of(type);
        switch (match) {
            case RIGHT -> {
                counts.expect();
                counts.find();
                counts.hit();
            }
            case WRONG -> {
                counts.expect();
                counts.find();
            }
            case MISSED -> counts.expect();
            case INVENTED -> counts.find();
        }
    }

    /** How an answer stands to what was expected. */
    public enum Match {
        RIGHT,
        /** Something was expected, and something else was found. */
        WRONG,
        MISSED,
        INVENTED
    }

    /** The counts of all these types together. */
    public Counts total(Set<String> judged) {
        Counts total = new Counts();
        types.forEach(
                (type, counts) -> {
                    if (judged.contains(type)) {
                        total.add(counts);
                    }
                });
        return total;
    }

    /** The counts of every type that was expected or found. */
    public SortedMap<String, Counts> perType() {
        return Collections.unmodifiableSortedMap(types);
    }

    private Counts of(String type) {
        return types.computeIfAbsent(type, first -> new Counts());
    }
}
