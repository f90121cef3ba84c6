package io.runnel.sql;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The texts of a row on their way to the engine.
 *
 * @param passages those that say something, with the names of their columns
 * @param language {@code null} where nobody looks
 * @param tasks those whose heads know the language
 * @param unsupporting how many do not
 */
record Asked(List<Passage> passages, String language, List<Task<?>> tasks, int unsupporting) {
    /** A row without anything to read. */
    static final Asked NOTHING = new Asked(List.of(), null, List.of(), 0);

    /** Every task is asked about all texts together, so that one run answers them. */
    InferenceRequest request() {
        List<Integer> all = IntStream.range(0, passages.size()).boxed().toList();
        return new InferenceRequest(
                passages, tasks.stream().map(task -> new Question(task, all)).toList());
    }
}
