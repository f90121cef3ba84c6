package io.runnel.inference.task;

import java.util.List;

/**
 * Makes a task's result from the logits of a document. Thread-safe, without state.
 *
 * @param <R> the result
 */
public interface TaskReader<R> {
    /**
     * The result.
     *
     * @param asked the passages that it is about, as places in the document's passages, ascending
     */
    R read(DocumentLogits document, List<Integer> asked);
}
