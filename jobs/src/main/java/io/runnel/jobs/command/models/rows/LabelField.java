package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which field of a row is its label: a text, a number, or an array of them. */
final class LabelField {
    private static final FieldPath LABELS = FieldPath.parse("labels");
    private static final FieldPath LABEL = FieldPath.parse("label");
    private static final Set<String> NEVER = Set.of("id", "text", "title", "language");

    private final List<FieldPath> paths;

    private LabelField(List<FieldPath> paths) {
        this.paths = paths;
    }

    static LabelField of(FieldPath chosen) {
        return new LabelField(List.of(chosen));
    }

    /**
     * The field that the rows' shape decides: {@code labels} or {@code label}; where no row has
     * them, the field whose values are known as labels in most rows.
     */
    static LabelField byShape(List<JsonNode> rows, Predicate<String> known) {
        if (rows.stream().anyMatch(row -> row.has("label") || row.has("labels"))) {
            return new LabelField(List.of(LABELS, LABEL));
        }
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            row.properties().stream()
                    .filter(field -> !NEVER.contains(field.getKey()))
                    .filter(field -> isKnown(field.getValue(), known))
                    .forEach(field -> votes.merge(field.getKey(), 1, Integer::sum));
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(best -> new LabelField(List.of(new FieldPath(List.of(best.getKey())))))
                .orElseGet(() -> new LabelField(List.of(LABELS, LABEL)));
    }

    /**
     * The row's labels; none if the field is null or an empty array.
     *
     * @throws IllegalArgumentException if the row has no such field, or it is an object
     */
    List<String> in(JsonNode row) {
        for (FieldPath path : paths) {
            List<FieldPath.Found> found = path.in(row);
            if (!found.isEmpty()) {
                return labels(found);
            }
        }
        throw new IllegalArgumentException(
                "it has no label; expected "
                        + (paths.size() == 1
                                ? "the field '" + paths.get(0) + "'"
                                : "'label' or 'labels', or a field with labels of the head, or name"
                                        + " it with --label-field")
                        + ". It has "
                        + RowShape.fields(row)
                        + ".");
    }

    private static List<String> labels(List<FieldPath.Found> found) {
        List<String> labels = new ArrayList<>();
        for (FieldPath.Found value : found) {
            if (value.value().isObject()) {
                throw new IllegalArgumentException(
                        "label '"
                                + value.place()
                                + "' is an object; expected a text, a number or"
                                + " an array of them.");
            }
            if (value.value().isArray()) {
                labels.addAll(RowShape.texts(value.place(), value.value()));
            } else {
                RowShape.text(value.place(), value.value()).ifPresent(labels::add);
            }
        }
        return labels;
    }

    private static boolean isKnown(JsonNode value, Predicate<String> known) {
        if (!value.isArray()) {
            return value.isTextual() && known.test(value.asText());
        }
        return value.valueStream()
                .anyMatch(element -> element.isValueNode() && known.test(element.asText()));
    }
}
