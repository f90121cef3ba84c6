package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;

/**
 * Which whole sentences of the passages tell most, in their order.
 *
 * @param maxWords most words of all chosen sentences together; the best sentence is chosen even if
 *     it alone is longer
 */
public record Summarize(ModelId model, String head, LongText longText, int maxWords)
        implements Task<Quotes> {
    @Override
    public HeadTask headTask() {
        return HeadTask.SENTENCE_SALIENCE;
    }

    @Override
    public TaskReader<Quotes> reader(Head answering, Tokenizer tokenizer) {
        return new QuotesReader(answering, new QuoteChoice(maxWords));
    }
}
