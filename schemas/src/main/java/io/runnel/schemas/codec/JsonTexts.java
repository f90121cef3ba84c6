package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The texts inside a piece of JSON, whoever wrote it. */
public final class JsonTexts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTexts() {}

    /**
     * The same JSON with its texts and field names changed; empty if it is none. Escapes are what
     * they stand for. A field whose new name another one has gets a number behind it.
     *
     * @param texts changes each text and field name
     * @param numbers changes the digits of each number, which becomes a text if they are others
     */
    public static Optional<String> change(
            String json, UnaryOperator<String> texts, UnaryOperator<String> numbers) {
        try {
            JsonNode changed = change(JsonText.parseValue(json), texts, numbers);
            return Optional.of(JsonText.escapeLoneSurrogates(JsonText.writeValue(changed)));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private static JsonNode change(
            JsonNode node, UnaryOperator<String> texts, UnaryOperator<String> numbers) {
        if (node.isTextual()) {
            return NODES.textNode(texts.apply(node.textValue()));
        }
        if (node.isNumber()) {
            String digits = node.asText();
            String changed = numbers.apply(digits);
            return changed.equals(digits) ? node : NODES.textNode(changed);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode changed = NODES.arrayNode(array.size());
            array.forEach(element -> changed.add(change(element, texts, numbers)));
            return changed;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode changed = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                changed.set(
                        free(changed, texts.apply(field.getKey())),
                        change(field.getValue(), texts, numbers));
            }
            return changed;
        }
        return node;
    }

    private static String free(ObjectNode object, String name) {
        String free = name;
        for (int number = 2; object.has(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
