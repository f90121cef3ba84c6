package io.runnel.flink;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.Summarizer;
import io.runnel.inference.WriteSummary;
import io.runnel.inference.summary.GuardRule;
import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Summaries that a model writes, in place of those that quote sentences.
 *
 * @param model as {@code my-summaries/1}; empty where nobody writes
 * @param maxTokens most tokens of a summary, or of each part's where a text does not fit
 * @param longest time that writing one of them may take
 * @param leastSimilarity how alike a written sentence must be to one of the source
 * @param onFailure what happens to a sentence that the source does not bear out
 * @param seed of what is drawn, where the model draws
 */
public record WritingSettings(
        String model,
        int maxTokens,
        Duration longest,
        double leastSimilarity,
        OnFailure onFailure,
        long seed)
        implements Serializable {
    /** Nobody writes. */
    public static final WritingSettings NONE =
            new WritingSettings(
                    "",
                    128,
                    Duration.ofSeconds(60),
                    GuardRule.DEFAULT.leastSimilarity(),
                    GuardRule.DEFAULT.onFailure(),
                    0);

    /**
     * What writes, ready; nothing where nobody does.
     *
     * @throws IllegalArgumentException if a model is missing or does not fit, or if sentences are
     *     to be compared and nobody can
     */
    Optional<Summarizer> writer(Tasks tasks, InferenceEngine.Lease engine) {
        if (model.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                engine.prepareWriting(
                        new WriteSummary(
                                ModelId.parse(model),
                                tasks.entities(),
                                comparing(tasks, engine),
                                new GuardRule(leastSimilarity, onFailure),
                                maxTokens,
                                longest,
                                seed)));
    }

    /** The model that quotes sentences tells how alike they are, if it has such a head. */
    private EmbedTexts comparing(Tasks tasks, InferenceEngine.Lease engine) {
        ModelId quoting = tasks.summary().model();
        Optional<Head> head = engine.card(quoting).head(HeadTask.SENTENCE_EMBEDDING);
        if (head.isEmpty() && leastSimilarity > GuardRule.DEFAULT.leastSimilarity()) {
            throw new IllegalArgumentException(
                    "Written sentences are to be alike by "
                            + leastSimilarity
                            + " (tasks.summary.writer-min-similarity), and model "
                            + quoting
                            + " of tasks.summary.model has no head for sentence-embedding that"
                            + " compares them. Take a model that has one, or leave the key out.");
        }
        return head.map(Head::name)
                .map(name -> new EmbedTexts(quoting, name, LongText.TRUNCATE))
                .orElse(null);
    }
}
