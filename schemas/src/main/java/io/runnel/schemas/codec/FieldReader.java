package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.RejectReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the fields of one JSON object by name, and refuses a field of another type with its path,
 * what was found and what was expected. {@code null} is the same as missing. Remembers what was
 * asked for: the rest is {@link #other()}.
 */
final class FieldReader {
    private static final int SHOWN_CHARS = 40;
    private static final int PLAIN_DIGITS = 100;

    private final ObjectNode object;
    private final String path;
    private final Set<String> known = new HashSet<>();

    FieldReader(ObjectNode object) {
        this(object, "");
    }

    private FieldReader(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The id: text that says something, or an integer as its digits. */
    String id() throws Refusal {
        JsonNode node = value("id");
        if (node == null) {
            throw missingId("nothing");
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw wrongType("text or an integer", "id", node);
        }
        String id = node.asText();
        if (id.isBlank()) {
            throw missingId("a blank text");
        }
        return id;
    }

    /** A text, or {@code null} where there is none. */
    String text(String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null || node.isTextual()) {
            return node == null ? null : node.textValue();
        }
        throw wrongType("text", name, node);
    }

    /**
     * A text, or a number as plain digits ({@code 1234.50} stays so, {@code 1e3} is {@code 1000}),
     * or {@code null}.
     */
    String textOrNumber(String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null || node.isTextual()) {
            return node == null ? null : node.textValue();
        }
        if (node.isNumber()) {
            return digits(node);
        }
        throw wrongType("text or a number", name, node);
    }

    /**
     * One text or an array of texts; a {@code null} in the array is an empty text, so places do not
     * shift.
     */
    List<String> texts(String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null) {
            return List.of();
        }
        if (node.isTextual()) {
            return List.of(node.textValue());
        }
        if (!(node instanceof ArrayNode array)) {
            throw wrongType("text or an array of texts", name, node);
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!element.isTextual() && !element.isNull()) {
                throw wrongType("text", name + "[" + texts.size() + "]", element);
            }
            texts.add(element.isNull() ? "" : element.textValue());
        }
        return List.copyOf(texts);
    }

    /** An array of objects; a {@code null} in it is an empty object, so places do not shift. */
    List<FieldReader> objects(String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof ArrayNode array)) {
            throw wrongType("an array of objects", name, node);
        }
        List<FieldReader> objects = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            String place = name + "[" + objects.size() + "]";
            if (!element.isObject() && !element.isNull()) {
                throw wrongType("an object", place, element);
            }
            ObjectNode item = element.isNull() ? JsonText.object() : (ObjectNode) element;
            objects.add(new FieldReader(item, path + place + "."));
        }
        return objects;
    }

    /** An object that must be there. */
    FieldReader object(String name) throws Refusal {
        if (value(name) instanceof ObjectNode nested) {
            return new FieldReader(nested, path + name + ".");
        }
        throw wrongType("an object", name, object.path(name));
    }

    /** Whether the field is there and not {@code null}. */
    boolean has(String name) {
        return value(name) != null;
    }

    /** A number that must be there. */
    double number(String name) throws Refusal {
        return requireNumber("a number", name).doubleValue();
    }

    /** An integer that must be there. */
    long integer(String name) throws Refusal {
        JsonNode node = requireNumber("an integer", name);
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            throw wrongType("an integer", name, node);
        }
        return node.longValue();
    }

    /** An integer that must be there and fit into an {@code int}. */
    int smallInteger(String name) throws Refusal {
        JsonNode node = requireNumber("an integer", name);
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw wrongType("an integer below 2^31", name, node);
        }
        return node.intValue();
    }

    /** Every field of this object as a number of its own; all are integers. */
    Map<String, Integer> counts() throws Refusal {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String name : names()) {
            counts.put(name, smallInteger(name));
        }
        return Collections.unmodifiableMap(counts);
    }

    private List<String> names() {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** A boolean that must be there. */
    boolean flag(String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null || !node.isBoolean()) {
            throw wrongType("true or false", name, object.path(name));
        }
        return node.booleanValue();
    }

    /** The fields that nobody has asked for, each as JSON text, in their order. */
    Map<String, String> other() {
        Map<String, String> other = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey())) {
                other.put(field.getKey(), JsonText.writeValue(field.getValue()));
            }
        }
        return Collections.unmodifiableMap(other);
    }

    private JsonNode value(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private JsonNode requireNumber(String expected, String name) throws Refusal {
        JsonNode node = value(name);
        if (node == null || !node.isNumber()) {
            throw wrongType(expected, name, object.path(name));
        }
        return node;
    }

    private Refusal missingId(String found) {
        return new Refusal(
                RejectReason.MISSING_ID,
                "expected text or an integer in '"
                        + path
                        + "id', found "
                        + found
                        + ". Give every document an id of its own.");
    }

    private Refusal wrongType(String expected, String name, JsonNode found) {
        return new Refusal(
                RejectReason.WRONG_TYPE,
                "expected %s in '%s%s', found %s. Correct the producer, or give the field a name of its own: unknown fields are kept."
                        .formatted(expected, path, name, describe(found)));
    }

    /** What a reader of a message sees: the type, and the value as far as it is short. */
    static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "text \"" + shorten(node.textValue()) + "\"";
            case NUMBER -> "number " + shorten(node.asText());
            case BOOLEAN -> node.asText();
            case NULL -> "null";
            case MISSING -> "nothing";
            case BINARY, POJO -> "something that is no JSON";
        };
    }

    /** A text as far as a message shows it. */
    static String shorten(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }

    /** A number in plain digits, unless those were too many. */
    static String digits(JsonNode number) {
        if (!number.isBigDecimal()) {
            return number.asText();
        }
        BigDecimal decimal = number.decimalValue();
        // 1e999999999 is a short text and a long number: beyond a sensible length it stays in
        // exponent form.
        return Math.abs((long) decimal.scale()) <= PLAIN_DIGITS
                ? decimal.toPlainString()
                : decimal.toString();
    }
}
