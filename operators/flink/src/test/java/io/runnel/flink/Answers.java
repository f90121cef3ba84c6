package io.runnel.flink;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.InferenceResult.Effort;
import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.task.Entities;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Fields;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Quote;
import io.runnel.inference.task.Quotes;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Passage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hand-made answers of an engine: classes by the first letter, sentiment by smileys, entities
 * called Acme.
 */
final class Answers {
    static final EnrichmentSettings SETTINGS =
            EnrichmentSettings.onOneModel("runnel-base/3", "ticket-queue");
    static final Tasks TASKS = SETTINGS.tasks();

    private Answers() {}

    /** The record's worth of answers to this request. */
    static InferenceResult to(InferenceRequest request) {
        Map<Task<?>, Object> answers = new HashMap<>();
        Map<Task<?>, ModelFacts> models = new HashMap<>();
        for (InferenceRequest.Question question : request.questions()) {
            answers.put(question.task(), answer(question, request.passages()));
            models.put(question.task(), new ModelFacts("runnel-base", "3", "sha256:ab", "int8"));
        }
        return new InferenceResult(
                answers,
                models,
                new Effort(2, 40, true, true, 1_000_000, 2_000_000, 3_500_000, 7_000_000));
    }

    private static Object answer(InferenceRequest.Question question, List<Passage> passages) {
        if (question.task() instanceof RecognizeEntities) {
            return new Entities(
                    question.passages().stream()
                            .flatMap(i -> acme(i, passages.get(i).text()).stream())
                            .toList());
        }
        if (question.task() instanceof ExtractFields) {
            return new Fields(
                    question.passages().stream()
                            .flatMap(i -> acme(i, passages.get(i).text()).stream())
                            .toList());
        }
        if (question.task() instanceof Summarize) {
            return new Quotes(
                    question.passages().stream()
                            .map(
                                    i ->
                                            new Quote(
                                                    i,
                                                    0.5,
                                                    new CharSpan(
                                                            0, passages.get(i).text().length())))
                            .toList());
        }
        List<Labels.OfPassage> parts =
                question.passages().stream()
                        .map(
                                i ->
                                        new Labels.OfPassage(
                                                i, labels(question.task(), passages.get(i).text())))
                        .toList();
        return new Labels(parts.get(0).labels(), parts);
    }

    private static List<EntitySpan> acme(int index, String text) {
        int start = text.indexOf("Acme");
        return start < 0
                ? List.of()
                : List.of(
                        new EntitySpan(
                                index,
                                "organisation",
                                "acme",
                                0.9,
                                new CharSpan(start, start + 4)));
    }

    private static List<Label> labels(Task<?> task, String text) {
        if (task.equals(TASKS.classification())) {
            return text.startsWith("P")
                    ? labels("paper", 0.75, "travel", 0.25)
                    : labels("travel", 1.0, "paper", 0.0);
        }
        if (text.contains(":)")) {
            return labels("positive", 0.75, "negative", 0.25);
        }
        return text.contains(":(")
                ? labels("negative", 1.0, "positive", 0.0)
                : labels("negative", 0.5, "positive", 0.5);
    }

    static List<Label> labels(String first, double p, String second, double q) {
        return List.of(new Label(first, p), new Label(second, q));
    }
}
