package io.runnel.sql;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.task.Embeddings;
import io.runnel.inference.task.Entities;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Fields;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Quotes;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.Vector;
import io.runnel.inference.text.Passage;
import io.runnel.modelstore.ModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** Outcomes as rows of OUTPUT. What a row has no answer to is null. Thread-safe. */
final class OutputRows {
    private final List<OutputColumn> columns;
    private final Heads heads;
    private final ModelCard card;

    OutputRows(List<OutputColumn> columns, Heads heads, ModelCard card) {
        this.columns = columns;
        this.heads = heads;
        this.card = card;
    }

    /**
     * The row of this outcome.
     *
     * @throws RuntimeException if an answer does not fit its texts
     */
    RowData row(RowOutcome outcome) {
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, value(columns.get(i), outcome));
        }
        return row;
    }

    private Object value(OutputColumn column, RowOutcome outcome) {
        if (column instanceof OutputColumn.OfFact fact) {
            return fact(fact.fact(), outcome);
        }
        OutputColumn.OfAnswer of = (OutputColumn.OfAnswer) column;
        Task<?> task = heads.tasks().get(heads.byColumn().get(of.name()));
        return outcome.answers()
                .filter(result -> result.answers().containsKey(task))
                .map(result -> answer(of, result.of(task), outcome.asked().passages()))
                .orElse(null);
    }

    private static Object answer(
            OutputColumn.OfAnswer column, Object answer, List<Passage> passages) {
        return switch (column.answer()) {
            case LABEL -> StringData.fromString(best((Labels) answer).label());
            case SCORE -> best((Labels) answer).score();
            case SCORES -> scores((Labels) answer);
            case ENTITIES -> spans(((Entities) answer).spans(), column.parts(), passages);
            case FIELDS -> spans(((Fields) answer).spans(), column.parts(), passages);
            case SUMMARY -> summary((Quotes) answer, passages);
            case EMBEDDING -> embedding((Embeddings) answer);
        };
    }

    private static Label best(Labels labels) {
        if (labels.overall().isEmpty()) {
            throw new IllegalStateException(
                    "The model gave no label: no text has a token that it knows.");
        }
        return labels.overall().get(0);
    }

    private static GenericMapData scores(Labels labels) {
        Map<StringData, Double> scores = new LinkedHashMap<>();
        labels.overall()
                .forEach(one -> scores.put(StringData.fromString(one.label()), one.score()));
        return new GenericMapData(scores);
    }

    private static GenericArrayData spans(
            List<EntitySpan> spans, List<SpanPart> parts, List<Passage> passages) {
        Object[] rows = new Object[spans.size()];
        for (int i = 0; i < rows.length; i++) {
            EntitySpan span = spans.get(i);
            rows[i] =
                    GenericRowData.of(
                            parts.stream().map(part -> part.value(span, passages)).toArray());
        }
        return new GenericArrayData(rows);
    }

    /** The sentences as they are written, in their order; null where there is none. */
    private static StringData summary(Quotes quotes, List<Passage> passages) {
        String joined =
                quotes.sentences().stream()
                        .map(quote -> quote.span().of(passages.get(quote.index()).text()))
                        .collect(Collectors.joining(" "));
        return joined.isEmpty() ? null : StringData.fromString(joined);
    }

    private static GenericArrayData embedding(Embeddings embeddings) {
        if (embeddings.passages().isEmpty()) {
            throw new IllegalStateException(
                    "The model gave no embedding: the text has no token that it knows.");
        }
        Vector vector = embeddings.passages().get(0).vector();
        float[] numbers = new float[vector.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) vector.at(i);
        }
        return new GenericArrayData(numbers);
    }

    private Object fact(Fact fact, RowOutcome outcome) {
        boolean said = outcome.status() != Status.NO_TEXT;
        InferenceResult result = outcome.result();
        return switch (fact) {
            case MODEL -> said ? StringData.fromString(card.id().name()) : null;
            case MODEL_VERSION -> said ? StringData.fromString(card.id().version()) : null;
            case MODEL_DIGEST -> result == null ? null : digest(result);
            case PRECISION -> said ? StringData.fromString(card.recordedPrecision()) : null;
            case LANGUAGE -> StringData.fromString(outcome.asked().language());
            case STATUS -> StringData.fromString(outcome.status().label());
            case ERROR -> StringData.fromString(outcome.error());
            case TOKENS -> result == null ? null : result.effort().tokens();
            case CHUNKS -> result == null ? null : result.effort().chunks();
            case TRUNCATED -> result == null ? null : result.effort().truncated();
        };
    }

    private static StringData digest(InferenceResult result) {
        return result.models().values().stream()
                .findFirst()
                .map(ModelFacts::digest)
                .map(StringData::fromString)
                .orElse(null);
    }
}
