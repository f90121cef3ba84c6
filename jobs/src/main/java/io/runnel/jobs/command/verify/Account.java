package io.runnel.jobs.command.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What became of numbered documents. Each should have one outcome, enriched or dead letter; those
 * of one key should come in the order of their numbers. Not thread-safe.
 */
final class Account {
    /** What a document became. */
    enum Outcome {
        ENRICHED,
        DEAD_LETTER
    }

    private static final int MOST_NAMED = 20;

    private final byte[] outcomes;
    private final int[] lastOfKey;
    private final int keys;
    private final List<Integer> misplaced = new ArrayList<>();
    private long answered;
    private long enriched;
    private long deadLetters;
    private long duplicates;
    private long orderViolations;
    private long foreign;

    /**
     * @param count how many documents there are
     * @param keys how many different keys they have; document {@code n} has key {@code n % keys}
     */
    Account(int count, int keys) {
        this.keys = keys;
        this.outcomes = new byte[count];
        this.lastOfKey = new int[keys];
        Arrays.fill(lastOfKey, -1);
    }

    /** A committed outcome of the document with this number, in the order of its topic. */
    void enter(int number, Outcome outcome) {
        if (number < 0 || number >= outcomes.length) {
            foreign++;
            return;
        }
        if (outcomes[number] > 0) {
            duplicates++;
        } else {
            answered++;
        }
        if (outcomes[number] < Byte.MAX_VALUE) {
            outcomes[number]++;
        }
        switch (outcome) {
            case ENRICHED -> {
                enriched++;
                checkOrder(number);
            }
            case DEAD_LETTER -> deadLetters++;
        }
    }

    /** A committed record that came from none of the documents. */
    void enterForeign() {
        foreign++;
    }

    private void checkOrder(int number) {
        int key = number % keys;
        if (number < lastOfKey[key]) {
            orderViolations++;
            if (misplaced.size() < MOST_NAMED) {
                misplaced.add(number);
            }
        } else {
            lastOfKey[key] = number;
        }
    }

    /** Documents in all. */
    int documents() {
        return outcomes.length;
    }

    /** Documents that have at least one outcome. */
    long answered() {
        return answered;
    }

    long enriched() {
        return enriched;
    }

    long deadLetters() {
        return deadLetters;
    }

    /** Documents without any outcome. */
    long missing() {
        return outcomes.length - answered;
    }

    /** Outcomes beyond the first one of their document. */
    long duplicates() {
        return duplicates;
    }

    /** Enriched records that stand behind one of the same key with a higher number. */
    long orderViolations() {
        return orderViolations;
    }

    /** Records that came from none of the documents. */
    long foreign() {
        return foreign;
    }

    /** The first documents without outcome. */
    List<Integer> someMissing() {
        return numbers(0);
    }

    /** The first documents with more than one outcome. */
    List<Integer> someDuplicates() {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < outcomes.length && found.size() < MOST_NAMED; number++) {
            if (outcomes[number] > 1) {
                found.add(number);
            }
        }
        return found;
    }

    /** The first enriched records that stand in the wrong place. */
    List<Integer> someMisplaced() {
        return List.copyOf(misplaced);
    }

    private List<Integer> numbers(int count) {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < outcomes.length && found.size() < MOST_NAMED; number++) {
            if (outcomes[number] == count) {
                found.add(number);
            }
        }
        return found;
    }
}
