package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How often something was expected, found, and both. */
final class Counts {
    long expected;
    long found;
    long right;

    double precision() {
        return found == 0 ? 0 : (double) right / found;
    }

    double recall() {
        return expected == 0 ? 0 : (double) right / expected;
    }

    double f1() {
        return expected + found == 0 ? 0 : 2.0 * right / (expected + found);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("precision", Rounded.of(precision()))
                .put("recall", Rounded.of(recall()))
                .put("f1", Rounded.of(f1()))
                .put("support", expected);
    }
}
