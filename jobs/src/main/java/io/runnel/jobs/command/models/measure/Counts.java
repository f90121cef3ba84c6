package io.runnel.jobs.command.models.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How often something was expected, found, and both. */
public final class Counts {
    private long expected;
    private long found;
    private long right;

    void expect() {
        expected++;
    }

    void find() {
        found++;
    }

    void hit() {
        right++;
    }

    void add(Counts other) {
        expected += other.expected;
        found += other.found;
        right += other.right;
    }

    public long expected() {
        return expected;
    }

    /** Whether nothing was expected and nothing found, so that there is nothing to measure. */
    public boolean isEmpty() {
        return expected + found == 0;
    }

    /** 0 where nothing was found. */
    public double precision() {
        return found == 0 ? 0 : (double) right / found;
    }

    /** 0 where nothing was expected. */
    public double recall() {
        return expected == 0 ? 0 : (double) right / expected;
    }

    /** 0 where nothing was expected or found. */
    public double f1() {
        return isEmpty() ? 0 : 2.0 * right / (expected + found);
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("precision", Rounded.of(precision()))
                .put("recall", Rounded.of(recall()))
                .put("f1", Rounded.of(f1()))
                .put("support", expected);
    }
}
