package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;

/**
 * A question to a model: which model and head, what to do with long texts, and what comes out.
 * Tasks are values: equal tasks on equal texts have equal answers.
 *
 * <p>A new task is a record here, its reader and its result; the engine needs no change.
 *
 * @param <R> the result
 */
public sealed interface Task<R>
        permits Classify,
                AnalyzeSentiment,
                RecognizeEntities,
                Summarize,
                ExtractFields,
                ClassifyZeroShot,
                TagEntities,
                EmbedTexts {
    ModelId model();

    String head();

    LongText longText();

    /** Which kind of head can answer it. */
    HeadTask headTask();

    /**
     * What makes the result from this head's logits.
     *
     * @param card of the head's model, which may have further heads that help
     */
    TaskReader<R> reader(Head head, ModelCard card, Tokenizer tokenizer);

    /** What rows must hold for this head to answer. */
    default RowForm rowForm(Head head) {
        return head.shape().isReadAlone() ? RowForm.APART : RowForm.TOGETHER;
    }
}
