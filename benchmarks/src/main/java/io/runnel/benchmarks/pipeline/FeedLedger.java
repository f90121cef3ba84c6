package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.Work;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** What became of the documents of one feed; each counts once. For one thread. */
final class FeedLedger {
    private final BitSet seen = new BitSet();
    private final BitSet enriched = new BitSet();
    private final Map<String, Integer> rejects = new TreeMap<>();

    /** A document was enriched; tells whether that is news. */
    boolean enriched(int number) {
        if (seen.get(number)) {
            return false;
        }
        seen.set(number);
        enriched.set(number);
        return true;
    }

    /** A document ended in the dead letters; tells whether that is news. */
    boolean rejected(int number, String reason) {
        if (seen.get(number)) {
            return false;
        }
        seen.set(number);
        rejects.merge(reason, 1, Integer::sum);
        return true;
    }

    /** Documents that have an outcome. */
    int count() {
        return seen.cardinality();
    }

    /** Documents that ended in the dead letters, by reason. */
    Map<String, Integer> rejects() {
        return Map.copyOf(rejects);
    }

    /**
     * The work that was done: dead letters are none.
     *
     * @param tokens of a document by its number
     */
    Work work(IntUnaryOperator tokens, double seconds) {
        long sum = enriched.stream().mapToLong(tokens::applyAsInt).sum();
        return new Work(enriched.cardinality(), sum, seconds);
    }

    /**
     * @throws IllegalStateException if a document ended in the dead letters, with the reasons
     */
    void requireNoRejects(String feed) {
        if (!rejects.isEmpty()) {
            throw new IllegalStateException(
                    feed
                            + ": of "
                            + count()
                            + " documents that were made here some ended in the dead letters: "
                            + rejects
                            + ". Expected all of them enriched; a dead letter is no throughput.");
        }
    }
}
