package io.runnel.inference.onnx;

/**
 * How a model runs, beside which model it is: sessions are shared by those whose digest and plan
 * are equal.
 *
 * @param intraOpThreads threads of one run
 */
public record SessionPlan(int intraOpThreads) {
    public SessionPlan {
        if (intraOpThreads < 1) {
            throw new IllegalArgumentException("A run needs a thread, not " + intraOpThreads + ".");
        }
    }
}
