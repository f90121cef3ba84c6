package io.runnel.inference;

import io.runnel.inference.summary.GuardRule;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.Optional;

/**
 * How summaries are written, and what holds them to their source.
 *
 * @param names finds the names in what was written
 * @param alike tells how alike sentences are; {@code null} where nobody compares them
 * @param maxNewTokens most tokens of one part's summary
 * @param longest time that writing all parts of a document's summary may take, from its first token
 *     on; what is there then is the summary
 * @param seed of what is drawn, where the model draws: equal texts and seeds, equal summaries
 */
public record WriteSummary(
        ModelId model,
        RecognizeEntities names,
        EmbedTexts alike,
        GuardRule rule,
        int maxNewTokens,
        Duration longest,
        long seed) {
    /** With the seed 0. */
    public WriteSummary(
            ModelId model,
            RecognizeEntities names,
            EmbedTexts alike,
            GuardRule rule,
            int maxNewTokens,
            Duration longest) {
        this(model, names, alike, rule, maxNewTokens, longest, 0);
    }

    public WriteSummary {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException(
                    "A summary of " + maxNewTokens + " tokens says nothing; expected 1 or more.");
        }
    }

    Optional<EmbedTexts> comparing() {
        return Optional.ofNullable(alike);
    }
}
