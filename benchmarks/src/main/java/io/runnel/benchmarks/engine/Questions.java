package io.runnel.benchmarks.engine;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.Task;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is asked about documents. */
final class Questions {
    private Questions() {}

    /** Prepares the engine for everything that these documents ask. */
    static void prepare(InferenceEngine.Lease engine, List<PreparedDocument> documents) {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        for (PreparedDocument document : documents) {
            for (Question question : document.request().questions()) {
                tasks.add(question.task());
            }
        }
        engine.prepare(List.copyOf(tasks));
    }
}
