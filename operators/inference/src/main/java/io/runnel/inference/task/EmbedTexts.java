package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;

/** Numbers for each passage: the nearer those of two passages are, the more they say the same. */
public record EmbedTexts(ModelId model, String head, LongText longText)
        implements Task<Embeddings> {
    @Override
    public HeadTask headTask() {
        return HeadTask.SENTENCE_EMBEDDING;
    }

    @Override
    public TaskReader<Embeddings> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        return new EmbeddingsReader(answering);
    }

    /** A passage alone has the numbers that the reference gives it. */
    @Override
    public RowForm rowForm(Head answering) {
        return RowForm.APART;
    }
}
