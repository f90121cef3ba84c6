package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;

/**
 * Entities exactly as the Hugging Face pipeline finds them, long texts cut as it cuts them.
 *
 * @param stride how many tokens rows of one text share
 */
public record TagEntities(
        ModelId model, String head, LongText longText, EntityAggregation aggregation, int stride)
        implements Task<Entities> {
    @Override
    public HeadTask headTask() {
        return HeadTask.TOKEN_CLASSIFICATION;
    }

    @Override
    public TaskReader<Entities> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        return new PipelineEntitiesReader(answering, aggregation, tokenizer);
    }

    @Override
    public RowForm rowForm(Head answering) {
        return RowForm.strided(stride);
    }
}
