package io.runnel.inference;

import io.runnel.inference.task.Task;
import java.util.List;
import java.util.Map;

/**
 * The answers to one request.
 *
 * @param answers one for each question's task
 * @param models which model answered each task
 */
public record InferenceResult(
        Map<Task<?>, Object> answers, Map<Task<?>, ModelFacts> models, Effort effort) {
    /**
     * Which model answered; {@code precision} is {@code fp32}, {@code int8}, … as its folder says,
     * and whether its answers depend on their batch.
     */
    public record ModelFacts(String name, String version, String digest, String precision) {}

    /**
     * What it took: see the field of the same name in the enriched record. Times are nanoseconds.
     *
     * @param cacheHit whether an equal request had been answered before or was under way
     */
    public record Effort(
            int chunks,
            int tokens,
            boolean truncated,
            boolean cacheHit,
            long tokenizeNanos,
            long queueNanos,
            long modelNanos,
            long totalNanos) {}

    /**
     * The answer to this task.
     *
     * @throws IllegalArgumentException if the request did not ask it
     */
    @SuppressWarnings("unchecked") // each answer was made by its Task<R>'s own TaskReader<R>
    public <R> R of(Task<R> task) {
        Object answer = answers.get(task);
        if (answer == null) {
            throw new IllegalArgumentException(
                    "Task " + task + " was not asked; asked were " + List.copyOf(answers.keySet()));
        }
        return (R) answer;
    }
}
