package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.jobs.command.models.evaluate.EntityScores;
import io.runnel.jobs.command.models.evaluate.FieldScores;
import io.runnel.jobs.command.models.evaluate.LabelScores;
import io.runnel.jobs.command.models.evaluate.Measurement;
import io.runnel.jobs.command.models.evaluate.SummaryScores;
import io.runnel.jobs.command.models.rows.EntityRows;
import io.runnel.jobs.command.models.rows.FieldRows;
import io.runnel.jobs.command.models.rows.LabelMapping;
import io.runnel.jobs.command.models.rows.LabelNames;
import io.runnel.jobs.command.models.rows.LabelRows;
import io.runnel.jobs.command.models.rows.SummaryRows;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How a head is measured, once the first rows of the input show their shape. */
interface HeadMeasurement {
    /** The measurement of rows such as these. */
    Measurement<?> on(List<JsonNode> first);

    /**
     * The measurement of this head; what the options want of it in vain is added to the mistakes.
     */
    static HeadMeasurement of(
            ModelId model, Head head, RowOptions.Values options, List<String> mistakes) {
        String name = head.name();
        return switch (head.task()) {
            case TEXT_CLASSIFICATION ->
                    labels(head, options, new Classify(model, name, LongText.CHUNK), mistakes);
            case SENTIMENT ->
                    labels(
                            head,
                            options,
                            new AnalyzeSentiment(model, name, LongText.CHUNK),
                            mistakes);
            case TOKEN_CLASSIFICATION ->
                    entities(
                            head,
                            options,
                            new RecognizeEntities(
                                    model, name, LongText.CHUNK, WordAggregation.FIRST),
                            mistakes);
            case FIELD_EXTRACTION ->
                    fields(head, options, new ExtractFields(model, name, LongText.CHUNK), mistakes);
            case SENTENCE_SALIENCE ->
                    summaries(
                            options,
                            new Summarize(model, name, LongText.CHUNK, options.summaryWords()),
                            mistakes);
            case SENTENCE_EMBEDDING -> {
                mistakes.add(
                        "--head: '"
                                + name
                                + "' only says which sentences are alike, as a part of summaries;"
                                + " evaluate the head for sentence-salience.");
                yield null;
            }
            case ZERO_SHOT_CLASSIFICATION, GENERATION -> {
                mistakes.add(
                        "--head: '"
                                + name
                                + "' is for "
                                + head.task().label()
                                + ", which is not measured here yet.");
                yield null;
            }
        };
    }

    private static HeadMeasurement labels(
            Head head, RowOptions.Values options, Task<Labels> task, List<String> mistakes) {
        LabelNames names = new LabelNames(head.labels());
        LabelMapping mapping =
                mapped(options, node -> LabelMapping.of(node, names), LabelMapping.NONE, mistakes);
        return first ->
                new Measurement<>(
                        LabelRows.of(options.texts(), options.label(), mapping, names, first),
                        new LabelScores(task, options.inScopeKept(), options.confusions()));
    }

    private static HeadMeasurement entities(
            Head head, RowOptions.Values options, RecognizeEntities task, List<String> mistakes) {
        LabelNames names = LabelNames.ofTags(head.labels());
        refuseFields(options, "rows with tokens and tags", mistakes);
        EntityRows rows =
                mapped(
                        options,
                        node -> EntityRows.mapped(node, names),
                        EntityRows.customary(names),
                        mistakes);
        return first -> new Measurement<>(rows, new EntityScores(task));
    }

    private static HeadMeasurement fields(
            Head head, RowOptions.Values options, ExtractFields task, List<String> mistakes) {
        LabelNames names = LabelNames.ofTags(head.labels());
        refuseFields(options, "rows with text, and tokens with tags or fields", mistakes);
        FieldRows rows =
                mapped(
                        options,
                        node -> FieldRows.mapped(node, names),
                        FieldRows.customary(names),
                        mistakes);
        return first -> new Measurement<>(rows, new FieldScores(task));
    }

    private static HeadMeasurement summaries(
            RowOptions.Values options, Summarize task, List<String> mistakes) {
        if (options.mapping().isPresent()) {
            mistakes.add("--labels: a reference summary has no label to map; leave it out.");
        }
        SummaryRows rows =
                new SummaryRows(options.texts(), options.label().orElse(SummaryRows.FIELD));
        return first -> new Measurement<>(rows, new SummaryScores(task, options.choice().seed()));
    }

    private static void refuseFields(
            RowOptions.Values options, String shape, List<String> mistakes) {
        List<String> useless = new ArrayList<>();
        if (!options.texts().chosen().isEmpty()) {
            useless.add("--text-fields");
        }
        if (options.label().isPresent()) {
            useless.add("--label-field");
        }
        if (!useless.isEmpty()) {
            mistakes.add(
                    String.join(", ", useless)
                            + ": this head is evaluated on "
                            + shape
                            + ", and those have their own names.");
        }
    }

    private static <T> T mapped(
            RowOptions.Values options,
            Function<JsonNode, T> reader,
            T otherwise,
            List<String> mistakes) {
        if (options.mapping().isEmpty()) {
            return otherwise;
        }
        try {
            return reader.apply(options.mapping().get());
        } catch (IllegalArgumentException e) {
            mistakes.add("--labels: " + e.getMessage());
            return otherwise;
        }
    }
}
