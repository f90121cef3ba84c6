package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.util.List;

/**
 * Which of these labels the passages have, told by a model that was never trained on them: it says
 * whether a sentence about the label follows from the text. Costs a row for each label and passage.
 *
 * @param candidates the labels
 * @param hypothesis a sentence about a label, which stands where {@code {}} is
 */
public record ClassifyZeroShot(
        ModelId model,
        String head,
        LongText longText,
        List<String> candidates,
        String hypothesis,
        Choice choice)
        implements Task<Labels> {
    /** What the reference asks where nothing else is said. */
    public static final String DEFAULT_HYPOTHESIS = "This example is {}.";

    private static final String PLACE = "{}";

    /** How many of the labels may be right. */
    public enum Choice {
        /** One: scores sum to 1. */
        ONE,
        /** Any number: each score stands alone. */
        ANY
    }

    public ClassifyZeroShot {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("Name at least one candidate label.");
        }
        if (!hypothesis.contains(PLACE)) {
            throw new IllegalArgumentException(
                    "The hypothesis '"
                            + hypothesis
                            + "' has no {} for the label; write one such as '"
                            + DEFAULT_HYPOTHESIS
                            + "'.");
        }
    }

    @Override
    public HeadTask headTask() {
        return HeadTask.ZERO_SHOT_CLASSIFICATION;
    }

    @Override
    public TaskReader<Labels> reader(Head answering, ModelCard card, Tokenizer tokenizer) {
        return new ZeroShotReader(answering, candidates, choice);
    }

    @Override
    public RowForm rowForm(Head answering) {
        return RowForm.pairs(
                candidates.stream().map(label -> hypothesis.replace(PLACE, label)).toList());
    }
}
