package io.runnel.sql;

import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelId;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Who answers, and how: the options of a model as values. They travel to the TaskManagers.
 *
 * @param model as {@code runnel-base/3}
 * @param heads in the order of the option, each once
 */
record ModelSettings(
        String model, List<String> heads, Reading reading, Language language, OnFailure onFailure)
        implements Serializable {
    /** How texts are read, and answers made of what the model says. */
    record Reading(LongText longText, WordAggregation aggregation, int summaryMaxWords)
            implements Serializable {}

    /**
     * What language has to do with it.
     *
     * @param minConfidence a language that is detected with less is undetermined
     */
    record Language(LanguageCheck check, double minConfidence) implements Serializable {}

    ModelId id() {
        return ModelId.parse(model);
    }

    /** The question that this head answers about a text; none where SQL has no column for it. */
    Optional<Task<?>> task(Head head) {
        return switch (head.task()) {
            case TEXT_CLASSIFICATION ->
                    Optional.of(new Classify(id(), head.name(), reading.longText()));
            case SENTIMENT ->
                    Optional.of(new AnalyzeSentiment(id(), head.name(), reading.longText()));
            case TOKEN_CLASSIFICATION ->
                    Optional.of(
                            new RecognizeEntities(
                                    id(), head.name(), reading.longText(), reading.aggregation()));
            case SENTENCE_SALIENCE ->
                    Optional.of(
                            new Summarize(
                                    id(),
                                    head.name(),
                                    reading.longText(),
                                    reading.summaryMaxWords()));
            case FIELD_EXTRACTION ->
                    Optional.of(new ExtractFields(id(), head.name(), reading.longText()));
            case SENTENCE_EMBEDDING ->
                    Optional.of(new EmbedTexts(id(), head.name(), reading.longText()));
            case ZERO_SHOT_CLASSIFICATION, GENERATION -> Optional.empty();
        };
    }
}
