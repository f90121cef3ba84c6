package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which fields of a row are its text. Where nobody chooses: {@code passages} if the row has them,
 * else the {@code text} of its {@code turns}, else {@code title}, {@code text} and {@code
 * supplier}, those that are there.
 */
public record TextFields(List<FieldPath> chosen) {
    /** The fields that a row's shape decides. */
    public static final TextFields BY_SHAPE = new TextFields(List.of());

    private static final List<List<FieldPath>> SHAPES =
            List.of(paths("passages/*"), paths("turns/*/text"), paths("title", "text", "supplier"));

    public TextFields {
        chosen = List.copyOf(chosen);
    }

    /**
     * The row's texts that say something, in the order of the fields; none if all are blank.
     *
     * @throws IllegalArgumentException if the row has none of the fields, or one is no text
     */
    List<Passage> in(JsonNode row) {
        if (!chosen.isEmpty()) {
            return passages(chosen, row);
        }
        for (List<FieldPath> shape : SHAPES) {
            if (shape.stream().anyMatch(path -> !path.in(row).isEmpty())) {
                return passages(shape, row);
            }
        }
        if (row.path("turns").isArray() || row.path("passages").isArray()) {
            return List.of();
        }
        throw new IllegalArgumentException(
                "it has no text; expected 'text', 'title' and 'text', 'passages' or 'turns' with"
                        + " 'text', or name its fields with --text-fields. It has "
                        + RowShape.fields(row)
                        + ".");
    }

    private static List<Passage> passages(List<FieldPath> paths, JsonNode row) {
        List<Passage> passages = new ArrayList<>();
        boolean found = false;
        for (FieldPath path : paths) {
            for (FieldPath.Found text : path.in(row)) {
                found = true;
                if (text.value().isContainerNode()) {
                    throw new IllegalArgumentException(
                            "'"
                                    + text.place()
                                    + "' is no text, but "
                                    + RowShape.kind(text.value())
                                    + "; name the texts in it, such as turns/*/text.");
                }
                if (!text.value().isNull() && !text.value().asText().isBlank()) {
                    passages.add(new Passage(text.place(), text.value().asText()));
                }
            }
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "it has none of the fields "
                            + paths.stream()
                                    .map(FieldPath::toString)
                                    .collect(Collectors.joining(", "))
                            + "; it has "
                            + RowShape.fields(row)
                            + ".");
        }
        return passages;
    }

    private static List<FieldPath> paths(String... paths) {
        return Arrays.stream(paths).map(FieldPath::parse).toList();
    }
}
