package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.util.Optional;

/**
 * Which whole sentences of the passages tell most, in their order. How they are chosen is tuned
 * with the model and stands in its card; where it wants sentences that differ, the model's sentence
 * embeddings are read in the same pass.
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
    public TaskReader<Quotes> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        boolean comparing = answering.quotes().diversity() > 0;
        return new QuotesReader(
                answering,
                comparing ? card.head(HeadTask.SENTENCE_EMBEDDING) : Optional.empty(),
                new QuoteChoice(maxWords, answering.quotes()));
    }
}
