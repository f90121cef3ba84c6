package io.runnel.inference.task;

import java.util.List;
import java.util.Set;

/**
 * Makes a task's result from the logits of a document. Thread-safe, without state.
 *
 * @param <R> the result
 */
public interface TaskReader<R> {
    /** The names of the heads whose logits it reads. */
    Set<String> heads();

    /**
     * The result.
     *
     * @param asked the passages that it is about, as places in the document's passages, ascending
     */
    R read(DocumentLogits document, List<Integer> asked);
}
