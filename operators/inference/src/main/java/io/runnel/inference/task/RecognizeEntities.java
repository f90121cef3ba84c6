package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.WordRule;

/** Which names, places, dates and amounts the passages mention, and where. */
public record RecognizeEntities(
        ModelId model, String head, LongText longText, WordAggregation aggregation)
        implements Task<Entities> {
    @Override
    public HeadTask headTask() {
        return HeadTask.TOKEN_CLASSIFICATION;
    }

    @Override
    public TaskReader<Entities> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        if (answering.shape().words() != WordRule.TOKENIZER) {
            return new PipelineEntitiesReader(
                    answering, EntityAggregation.of(aggregation), tokenizer);
        }
        return new EntitiesReader(
                new MentionReader(new WordTagger(answering, aggregation)),
                new WordDecoder(tokenizer));
    }
}
