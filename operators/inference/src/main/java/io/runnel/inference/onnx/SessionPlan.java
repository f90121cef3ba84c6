package io.runnel.inference.onnx;

/**
 * How a model runs, beside which model it is: sessions are shared by those whose digest and plan
 * are equal.
 *
 * @param intraOpThreads threads of one run
 * @param copies how often the graph is loaded. Threads that run one copy at once hand each other's
 *     memory around (its arena does), which costs up to a quarter of the speed: decision 7.
 */
public record SessionPlan(int intraOpThreads, int copies) {
    /** Most bytes of a model's folder times copies, where workers get a copy each: decision 7. */
    public static final long MOST_COPIES_BYTES = 256L << 20;

    public SessionPlan {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("A run needs a thread, not " + intraOpThreads + ".");
        }
        if (copies < 1) {
            throw new IllegalArgumentException("A model needs a copy, not " + copies + ".");
        }
    }

    /** A plan with one copy. */
    public SessionPlan(int intraOpThreads) {
        this(intraOpThreads, 1);
    }

    /** Whether so many copies of a model of these bytes may be loaded again beside the present. */
    boolean hasRoomFor(long bytes) {
        return bytes <= MOST_COPIES_BYTES / copies;
    }
}
