package io.runnel.flink;

import io.runnel.inference.InferenceEngine;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.document.DocumentType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which model answers which task of a job, and how. The values of a job's file, as they are; they
 * travel to the TaskManagers with the job.
 *
 * @param longText what happens to texts longer than a model takes
 * @param aggregation how the tokens of one word agree on an entity's type
 * @param summaryMaxWords most words of a summary's sentences together
 * @param fields who reads the fields of invoices; other documents have none
 * @param brought what is asked of models that are not the bundled pack
 * @param generation which enrichment of the same documents this is, from 0
 */
public record EnrichmentSettings(
        Head classification,
        Head sentiment,
        Head entities,
        Head summary,
        LongText longText,
        WordAggregation aggregation,
        int summaryMaxWords,
        FieldsSettings fields,
        LanguageSettings language,
        BroughtModels brought,
        int generation)
        implements Serializable {
    /**
     * One head of one model.
     *
     * @param model as {@code runnel-base/3}
     * @param head its name in the model's folder, as {@code sentiment}
     */
    public record Head(String model, String head) implements Serializable {}

    /** Refuses what no model could answer, with every mistake at once. */
    public EnrichmentSettings {
        List<String> mistakes = new ArrayList<>();
        check("classification", classification, mistakes);
        check("sentiment", sentiment, mistakes);
        check("entities", entities, mistakes);
        check("summary", summary, mistakes);
        check("fields", fields == null ? null : fields.head(), mistakes);
        if (language == null) {
            mistakes.add("how the language is told must be set");
        }
        if (longText == null || aggregation == null) {
            mistakes.add("long text and word aggregation must be set");
        }
        if (generation < 0) {
            mistakes.add("generation: expected 0 or more, found " + generation);
        }
        if (summaryMaxWords < 1) {
            mistakes.add("summary: expected at least 1 word, found " + summaryMaxWords);
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    "The tasks cannot be set up: " + String.join("; ", mistakes) + ".");
        }
    }

    private static void check(String task, Head head, List<String> mistakes) {
        if (head == null || head.model() == null || head.head() == null || head.head().isBlank()) {
            mistakes.add(task + ": expected a model and a head, found " + head);
            return;
        }
        try {
            ModelId.parse(head.model());
        } catch (IllegalArgumentException e) {
            mistakes.add(task + ": " + e.getMessage());
        }
    }

    /** All tasks on heads of one model: the cheapest way, since one run answers them all. */
    public static EnrichmentSettings onOneModel(String model, String classificationHead) {
        return new EnrichmentSettings(
                new Head(model, classificationHead),
                new Head(model, "sentiment"),
                new Head(model, "entities"),
                new Head(model, "salience"),
                LongText.CHUNK,
                WordAggregation.FIRST,
                60,
                new FieldsSettings(
                        new Head(model, "invoice-fields"), FieldsSettings.WhenMissing.LEAVE_OUT),
                LanguageSettings.defaults(),
                BroughtModels.NONE,
                0);
    }

    /** The four tasks of every type. */
    Tasks tasks() {
        return new Tasks(
                classifying(),
                new AnalyzeSentiment(ModelId.parse(sentiment.model()), sentiment.head(), longText),
                new RecognizeEntities(
                        ModelId.parse(entities.model()), entities.head(), longText, aggregation),
                new Summarize(
                        ModelId.parse(summary.model()), summary.head(), longText, summaryMaxWords),
                null);
    }

    private Task<Labels> classifying() {
        return brought.zeroShot().isAsked()
                ? brought.zeroShot().task(classification, longText)
                : new Classify(
                        ModelId.parse(classification.model()), classification.head(), longText);
    }

    /** The tasks of this type; an engine has to say whether invoices have fields. */
    Tasks tasks(DocumentType type, InferenceEngine.Lease engine) {
        return switch (type) {
            case INVOICE ->
                    fields.task(longText, engine)
                            .map(task -> tasks().withFields(task))
                            .orElseGet(this::tasks);
            case TRANSCRIPT, TICKET -> tasks();
        };
    }
}
