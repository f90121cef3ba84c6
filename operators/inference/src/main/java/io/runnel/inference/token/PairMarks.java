package io.runnel.inference.token;

import java.util.Arrays;

/** What a tokenizer puts around and between two texts of one row. Immutable. */
public final class PairMarks {
    private final int start;
    private final int[] between;
    private final int end;
    private final int secondSegment;

    PairMarks(int start, int[] between, int end, int secondSegment) {
        this.start = start;
        this.between = between.clone();
        this.end = end;
        this.secondSegment = secondSegment;
    }

    /** In front of the first text. */
    int start() {
        return start;
    }

    /** Behind the first text and in front of the second. */
    int[] between() {
        return between.clone();
    }

    /** Behind the second text. */
    int end() {
        return end;
    }

    /** The segment of the second text and what is behind it; the first one's is 0. */
    int secondSegment() {
        return secondSegment;
    }

    /** How many tokens they are. */
    public int count() {
        return 2 + between.length;
    }

    @Override
    public String toString() {
        return start + " … " + Arrays.toString(between) + " … " + end;
    }
}
