package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.schemas.codec.SourcePath.Found;
import java.util.Optional;

/** How often a rule of a mapping filled its field; the records of a trial are counted here. */
public final class FieldUse {
    private final String field;
    private final String from;
    private long found;
    private long substituted;
    private long missing;
    private long refused;
    private String example = "";

    FieldUse(String field, String from) {
        this.field = field;
        this.from = from;
    }

    /** The field of the document: {@code title}, or {@code turns[].speaker}. */
    public String field() {
        return field;
    }

    /** Where it looks, as it was written; empty for a constant. */
    public String from() {
        return from;
    }

    /** Values that came from the record. */
    public long found() {
        return found;
    }

    /** Values that are a default or a constant. */
    public long substituted() {
        return substituted;
    }

    /** How often there was no value. */
    public long missing() {
        return missing;
    }

    /** How often what is there cannot be the field's value, or a value must be there and is not. */
    public long refused() {
        return refused;
    }

    /** How often the field was looked for. */
    public long looked() {
        return found + substituted + missing + refused;
    }

    /** The first value; empty where there was none. */
    public String example() {
        return example;
    }

    /** Counts one record, or one element of its arrays. */
    void add(FieldRule rule, Found at) {
        try {
            Optional<JsonNode> value = rule.find(at, field, place -> {});
            if (value.isPresent()) {
                found++;
            } else {
                value = rule.substitute(field);
                if (value.isPresent()) {
                    substituted++;
                } else {
                    missing++;
                }
            }
            value.filter(node -> example.isEmpty()).ifPresent(node -> example = text(node));
        } catch (Refusal e) {
            refused++;
        }
    }

    /** Counts the arrays that turns or line items come from. */
    void addRows(long elements) {
        if (elements == 0) {
            missing++;
            return;
        }
        found++;
        if (example.isEmpty()) {
            example = elements == 1 ? "1 element" : elements + " elements";
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : JsonText.writeValue(value);
    }
}
