package io.runnel.flink;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.inference.task.ClassifyZeroShot;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.io.Serializable;
import java.util.List;

/**
 * Labels that no model was trained for.
 *
 * @param candidates none where the classifying head has labels of its own
 * @param hypothesis a sentence about a label, which stands where {@code {}} is
 */
public record ZeroShotSettings(List<String> candidates, String hypothesis, Choice choice)
        implements Serializable {
    /** The classifying head has labels of its own. */
    public static final ZeroShotSettings NONE =
            new ZeroShotSettings(List.of(), ClassifyZeroShot.DEFAULT_HYPOTHESIS, Choice.ONE);

    public ZeroShotSettings {
        candidates = List.copyOf(candidates);
    }

    boolean isAsked() {
        return !candidates.isEmpty();
    }

    ClassifyZeroShot task(Head head, LongText longText) {
        return new ClassifyZeroShot(
                ModelId.parse(head.model()), head.head(), longText, candidates, hypothesis, choice);
    }
}
