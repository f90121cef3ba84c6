package io.runnel.inference;

import io.runnel.inference.text.Passage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes summaries. Thread-safe; lives as long as the lease that made it, which fails what is not
 * written when it is closed.
 */
public interface Summarizer {
    /**
     * A summary of these passages; sentences of them where none can be written, for whatever
     * reason. Cancelling the future stops the work. It fails with an {@link InferenceException}
     * {@code CLOSED} if the lease or the engine is closed before, else only with an {@link Error}.
     *
     * @param extractive takes the place of what does not stand, or cannot be written
     */
    CompletableFuture<SummaryOutcome> summarize(List<Passage> passages, String extractive);
}
