package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;

/** Which sentiment the passages have, together and each. */
public record AnalyzeSentiment(ModelId model, String head, LongText longText)
        implements Task<Labels> {
    @Override
    public HeadTask headTask() {
        return HeadTask.SENTIMENT;
    }

    @Override
    public TaskReader<Labels> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        return answering.shape().pooling().isOfRow()
                ? new RowLabelsReader(answering)
                : new LabelsReader(answering);
    }
}
