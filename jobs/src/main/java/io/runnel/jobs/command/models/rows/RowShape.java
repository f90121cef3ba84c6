package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a row is and what it says, or a sentence on why it cannot be read. */
final class RowShape {
    private RowShape() {}

    /** The names of its fields. */
    static String fields(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(name -> names.add("'" + name + "'"));
        return names.isEmpty() ? "no fields" : String.join(", ", names);
    }

    /** What a value is: "a number", "an array", "null". */
    static String kind(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return ("aeiou".indexOf(type.charAt(0)) < 0 ? "a " : "an ") + type;
    }

    /** Whether there is nothing: no such field, or {@code null}. */
    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /**
     * What a value says; nothing if it is absent.
     *
     * @param place what messages call it
     * @throws IllegalArgumentException if it is an object or an array
     */
    static Optional<String> text(String place, JsonNode value) {
        if (value.isContainerNode()) {
            throw notText(place, value);
        }
        return isAbsent(value) ? Optional.empty() : Optional.of(value.asText());
    }

    /**
     * What the elements of an array say; none if it is absent.
     *
     * @param place what messages call it
     * @throws IllegalArgumentException if it is no array, or an element is null, an object or an
     *     array
     */
    static List<String> texts(String place, JsonNode array) {
        if (isAbsent(array)) {
            return List.of();
        }
        if (!array.isArray()) {
            throw new IllegalArgumentException(
                    "'" + place + "' is " + kind(array) + "; expected an array of texts.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            String own = place + "[" + texts.size() + "]";
            texts.add(text(own, element).orElseThrow(() -> notText(own, element)));
        }
        return List.copyOf(texts);
    }

    private static IllegalArgumentException notText(String place, JsonNode value) {
        return new IllegalArgumentException(
                "'" + place + "' is " + kind(value) + "; expected a text or a number.");
    }
}
