package io.runnel.inference.generate;

/**
 * What writing took so far.
 *
 * @param modelNanos in ONNX Runtime alone
 * @param allNanos in the writer's threads, without waiting for texts
 */
public record WritingTimes(long modelNanos, long allNanos) {}
