package io.runnel.inference;

import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import java.util.List;

/**
 * The texts of one document and what is asked about them. Consecutive passages share model rows, so
 * one run answers all questions on the same model.
 */
public record InferenceRequest(List<Passage> passages, List<Question> questions) {
    /**
     * A task and the passages that it is about.
     *
     * @param passages indices in the request's passages, ascending
     */
    public record Question(Task<?> task, List<Integer> passages) {}
}
