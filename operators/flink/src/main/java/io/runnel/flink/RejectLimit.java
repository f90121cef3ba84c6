package io.runnel.flink;

import java.io.Serializable;

/**
 * How much of what comes in may end in the dead letters. A topic that suddenly holds something
 * else, or a model that fails on everything, would otherwise empty the input into them.
 *
 * @param maxShare of the last records of a subtask; 1 lets all of them be rejects
 * @param window how many those are; before there are so many, nothing is decided
 */
public record RejectLimit(double maxShare, int window, Beyond beyond) implements Serializable {
    /** What happens beyond it. */
    public enum Beyond {
        /** The subtask takes one record a second until the share is within the limit again. */
        PAUSE,
        /** The job fails and does not restart: it would meet the same records again. */
        FAIL
    }

    /** Refuses a share that every record exceeds, and an empty window. */
    public RejectLimit {
        if (!(maxShare >= 0 && maxShare <= 1) || window < 1 || beyond == null) {
            throw new IllegalArgumentException(
                    "A limit of rejects cannot be "
                            + maxShare
                            + " of "
                            + window
                            + " records; expected a share from 0 to 1 of at least one record.");
        }
    }

    /** Everything may be a reject. */
    public static RejectLimit none() {
        return new RejectLimit(1, 1, Beyond.PAUSE);
    }
}
