package io.runnel.inference.generate;

/**
 * What writing took so far.
 *
 * @param modelNanos in ONNX Runtime alone
 * @param allNanos in the writer's threads, without waiting for texts
 */
public record WritingTimes(long modelNanos, long allNanos) {
    /** Which part of the time was not ONNX Runtime's; 0 where nothing was written. */
    public double outside() {
        return allNanos == 0 ? 0 : 1 - (double) modelNanos / allNanos;
    }

    /** What came after an earlier moment. */
    public WritingTimes since(WritingTimes earlier) {
        return new WritingTimes(modelNanos - earlier.modelNanos, allNanos - earlier.allNanos);
    }
}
