package io.runnel.modelstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of one YAML mapping; collects every mistake instead of stopping at the first. */
final class YamlFields {
    private final JsonNode node;
    private final String where;
    private final List<String> mistakes;
    private final TreeSet<String> unread = new TreeSet<>();
    private final TreeSet<String> known = new TreeSet<>();

    /**
     * @param where the mapping's own key and a dot, or nothing at the top
     */
    YamlFields(JsonNode node, String where, List<String> mistakes) {
        this.node = node;
        this.where = where;
        this.mistakes = mistakes;
        node.fieldNames().forEachRemaining(unread::add);
    }

    /**
     * The text of a key that must be there; numbers count as text. An empty text if it is a
     * mistake.
     */
    String text(String key) {
        JsonNode value = read(key);
        if (value == null) {
            missing(key, "a text");
            return "";
        }
        return scalar(key, value);
    }

    /** The text of a key that may be missing. */
    String textOr(String key, String otherwise) {
        JsonNode value = read(key);
        return value == null ? otherwise : scalar(key, value);
    }

    int positive(String key) {
        JsonNode value = read(key);
        if (value == null || !value.isInt() || value.intValue() < 1) {
            missing(key, "a whole number above 0");
            return 1;
        }
        return value.intValue();
    }

    double positiveOr(String key, double otherwise) {
        JsonNode value = read(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber()
                || !(value.doubleValue() > 0)
                || Double.isInfinite(value.doubleValue())) {
            missing(key, "a number above 0");
            return otherwise;
        }
        return value.doubleValue();
    }

    /** The number of a key that may be missing; both bounds are allowed. */
    double numberOr(String key, double least, double most, double otherwise) {
        JsonNode value = read(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            missing(key, "a number from " + least + " to " + most);
            return otherwise;
        }
        return value.doubleValue();
    }

    /** The whole number of a key that may be missing; both bounds are allowed. */
    int wholeOr(String key, int least, int most, int otherwise) {
        JsonNode value = read(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            missing(key, "a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.intValue();
    }

    /** The texts of a list that must be there and not be empty. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : array(key)) {
            texts.add(scalar(key, entry));
        }
        return texts;
    }

    /** The texts of a list that may be missing, but not be empty. */
    List<String> textsOr(String key, List<String> otherwise) {
        return read(key) == null ? otherwise : texts(key);
    }

    /** What the reader makes of each mapping in a list that must be there and not be empty. */
    <T> List<T> mappings(String key, Function<YamlFields, T> reader) {
        List<T> read = new ArrayList<>();
        int index = 0;
        for (JsonNode entry : array(key)) {
            String at = where + key + "[" + index++ + "]";
            if (entry.isObject()) {
                YamlFields fields = new YamlFields(entry, at + ".", mistakes);
                read.add(reader.apply(fields));
                fields.refuseUnknown();
            } else {
                mistakes.add(at + " is no mapping of keys to values.");
            }
        }
        return read;
    }

    /** What the reader makes of a mapping that may be missing. */
    <T> T mappingOr(String key, Function<YamlFields, T> reader, T otherwise) {
        JsonNode value = read(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isObject()) {
            missing(key, "a mapping of keys to values");
            return otherwise;
        }
        YamlFields fields = new YamlFields(value, where + key + ".", mistakes);
        T mapped = reader.apply(fields);
        fields.refuseUnknown();
        return mapped;
    }

    /** Whether a key that may be missing is {@code true}. */
    boolean flag(String key) {
        JsonNode value = read(key);
        if (value != null && !value.isBoolean()) {
            missing(key, "true or false");
        }
        return value != null && value.asBoolean();
    }

    /** A mapping of texts to texts that must be there. */
    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode value = read(key);
        if (value == null || !value.isObject()) {
            missing(key, "a mapping of file names to digests");
            return texts;
        }
        value.properties()
                .forEach(
                        entry ->
                                texts.put(
                                        entry.getKey(),
                                        scalar(key + "." + entry.getKey(), entry.getValue())));
        return texts;
    }

    /** Says that this key's value is wrong. */
    void refuse(String key, String why) {
        mistakes.add(where + key + ": " + why);
    }

    /** Names every key that nobody read. To be called last. */
    void refuseUnknown() {
        for (String key : unread) {
            mistakes.add(
                    "Key '"
                            + where
                            + key
                            + "' is unknown; known are "
                            + String.join(", ", known)
                            + ".");
        }
    }

    private Iterable<JsonNode> array(String key) {
        JsonNode value = read(key);
        if (value == null || !value.isArray() || value.isEmpty()) {
            missing(key, "a list that is not empty");
            return List.of();
        }
        return value;
    }

    private JsonNode read(String key) {
        unread.remove(key);
        known.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private String scalar(String key, JsonNode value) {
        String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        if (text.isBlank()) {
            mistakes.add("Key '" + where + key + "' must be a text that is not empty.");
        }
        return text;
    }

    private void missing(String key, String expected) {
        String found = node.has(key) ? "is '" + node.get(key) + "'" : "is missing";
        mistakes.add("Key '" + where + key + "' " + found + "; expected " + expected + ".");
    }
}
