package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;

/** Where a form's fields stand in the passages, such as an invoice's total: each at most once. */
public record ExtractFields(ModelId model, String head, LongText longText) implements Task<Fields> {
    @Override
    public HeadTask headTask() {
        return HeadTask.FIELD_EXTRACTION;
    }

    @Override
    public TaskReader<Fields> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        return new FieldsReader(
                new FieldCandidates(
                        new MentionReader(new WordTagger(answering, WordAggregation.FIRST)),
                        atLeast(FieldCandidates.PLAUSIBLE, answering),
                        atLeast(FieldCandidates.FAINT, answering)),
                new WordDecoder(tokenizer));
    }

    private static MentionReader atLeast(double probability, Head answering) {
        return new MentionReader(new WordTagger(answering, WordAggregation.FIRST, probability));
    }
}
