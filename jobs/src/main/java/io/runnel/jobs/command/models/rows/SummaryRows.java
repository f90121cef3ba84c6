package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows of texts, most often turns, with a summary that somebody wrote. */
public final class SummaryRows implements RowReader<Gold.Reference> {
    /** The field of the summary where nobody chooses. */
    public static final FieldPath FIELD = FieldPath.parse("summary");

    private final TextFields texts;
    private final FieldPath reference;

    public SummaryRows(TextFields texts, FieldPath reference) {
        this.texts = texts;
        this.reference = reference;
    }

    @Override
    public Optional<LabelledRow<Gold.Reference>> read(JsonNode row) {
        List<FieldPath.Found> found = reference.in(row);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has no reference summary; expected the field '"
                            + reference
                            + "', or name another with --label-field. It has "
                            + RowShape.fields(row)
                            + ".");
        }
        String summary =
                found.stream()
                        .flatMap(value -> RowShape.text(value.place(), value.value()).stream())
                        .collect(Collectors.joining("\n"));
        List<Passage> passages = texts.in(row);
        return passages.isEmpty() || summary.isBlank()
                ? Optional.empty()
                : Optional.of(new LabelledRow<>(passages, new Gold.Reference(summary)));
    }
}
