package io.runnel.flink;

import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import java.util.List;

/** The four tasks of a job, as the engine knows them. Made at open; they do not travel. */
record Tasks(
        Classify classification,
        AnalyzeSentiment sentiment,
        RecognizeEntities entities,
        Summarize summary) {
    List<Task<?>> all() {
        return List.of(classification, sentiment, entities, summary);
    }
}
