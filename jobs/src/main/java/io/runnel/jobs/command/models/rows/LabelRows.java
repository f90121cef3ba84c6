package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import java.util.List;
import java.util.Optional;

/** Rows of texts with one or more right labels. */
public final class LabelRows implements RowReader<Gold.Labels> {
    private final TextFields texts;
    private final LabelField field;
    private final LabelMapping mapping;
    private final LabelNames head;

    private LabelRows(TextFields texts, LabelField field, LabelMapping mapping, LabelNames head) {
        this.texts = texts;
        this.field = field;
        this.mapping = mapping;
        this.head = head;
    }

    /**
     * Rows whose label is in this field; where none is chosen, the first rows' shape decides.
     *
     * @param first some rows of the input
     */
    public static LabelRows of(
            TextFields texts,
            Optional<FieldPath> chosen,
            LabelMapping mapping,
            LabelNames head,
            List<JsonNode> first) {
        LabelField field =
                chosen.map(LabelField::of)
                        .orElseGet(
                                () ->
                                        LabelField.byShape(
                                                first,
                                                label ->
                                                        head.find(label).isPresent()
                                                                || mapping.names(label)));
        return new LabelRows(texts, field, mapping, head);
    }

    @Override
    public Optional<LabelledRow<Gold.Labels>> read(JsonNode row) {
        List<Passage> passages = texts.in(row);
        List<String> own = mapping.hasItsOwnFields() ? List.of() : field.in(row);
        List<String> labels = mapping.of(row, own, head);
        return passages.isEmpty() || labels.isEmpty()
                ? Optional.empty()
                : Optional.of(new LabelledRow<>(passages, new Gold.Labels(labels)));
    }
}
