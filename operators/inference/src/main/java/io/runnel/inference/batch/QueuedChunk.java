package io.runnel.inference.batch;

import io.runnel.inference.token.TokenizedChunk;

/**
 * A chunk that waits for a run.
 *
 * @param lane what it may share a run with: equal model, equal padded length
 * @param owner whose chunk it is; the queue does not look at it
 * @param queuedNanos when it entered the queue
 */
public record QueuedChunk<T>(Lane lane, TokenizedChunk chunk, T owner, long queuedNanos) {
    /** Chunks of one lane fit together. */
    public record Lane(String model, int rowLength) {}
}
