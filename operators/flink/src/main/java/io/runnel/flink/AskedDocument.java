package io.runnel.flink;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.task.Task;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Language;
import java.util.Set;

/**
 * A document on its way to the engine.
 *
 * @param language {@code null} where nobody says it
 * @param unsupporting the tasks that are not asked, because their heads do not know the language
 */
record AskedDocument(
        Document document,
        DocumentPassages passages,
        Language language,
        Set<Task<?>> unsupporting) {
    /** What the engine is asked; no question at all if no head knows the language. */
    InferenceRequest request(Tasks tasks) {
        InferenceRequest all = passages.request(tasks);
        return new InferenceRequest(
                all.passages(),
                all.questions().stream()
                        .filter(question -> !unsupporting.contains(question.task()))
                        .toList());
    }

    boolean isUnsupported(Task<?> task) {
        return unsupporting.contains(task);
    }
}
