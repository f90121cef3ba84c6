package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;

/**
 * A question to a model: which model and head, what to do with long texts, and what comes out. Tasks are values: equal
 * tasks on equal texts have equal answers.
 *
 * @param <R> the result
 */
public sealed interface Task<R> permits Classify, AnalyzeSentiment, RecognizeEntities, Summarize {
    ModelId model();

    String head();

    LongText longText();
}
