package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import io.runnel.jobs.command.models.measure.TokenSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of one {@code text}: with {@code tokens} and {@code tags} of it, with {@code fields} (an
 * object of what they say), or with both. Without {@code text} the tokens are joined by blanks.
 */
public final class FieldRows implements RowReader<Gold.Fields> {
    private final LabelNames head;
    private final Map<String, String> map;

    private FieldRows(LabelNames head, Map<String, String> map) {
        this.head = head;
        this.map = map;
    }

    /** Rows with the fields of the head, however they are spelled. */
    public static FieldRows customary(LabelNames head) {
        return new FieldRows(head, Map.of());
    }

    /**
     * Rows whose fields this mapping names.
     *
     * @throws IllegalArgumentException if it names a field that the head does not have, or has a
     *     rule that only entities have a use for
     */
    public static FieldRows mapped(JsonNode mapping, LabelNames head) {
        return new FieldRows(head, EntityRules.ofFields(mapping, head).map());
    }

    @Override
    public Optional<LabelledRow<Gold.Fields>> read(JsonNode row) {
        boolean tagged = row.has("tokens") || row.has("tags");
        JsonNode fields = row.path("fields");
        if (!tagged && RowShape.isAbsent(fields)) {
            throw new IllegalArgumentException(
                    "it has no fields; expected 'fields' {\"total\": \"9.50\", …}, or 'tokens' with"
                            + " 'tags', beside 'text'. It has "
                            + RowShape.fields(row)
                            + ".");
        }
        if (!RowShape.isAbsent(fields) && !fields.isObject()) {
            throw new IllegalArgumentException(
                    "'fields' is "
                            + RowShape.kind(fields)
                            + "; expected an object such as {\"total\": \"9.50\"}.");
        }
        List<String> tokens = RowShape.texts("tokens", row.path("tokens"));
        Optional<String> raw = RowShape.text("text", row.path("text"));
        if (raw.isEmpty() && tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has no 'text'; expected the text that the fields are from. It has "
                            + RowShape.fields(row)
                            + ".");
        }
        String text = raw.orElseGet(() -> String.join(" ", tokens));
        if (text.isBlank()) {
            return Optional.empty();
        }
        TaggedTokens places = tagged ? tagged(row, tokens, text) : TaggedTokens.NONE;
        return Optional.of(
                new LabelledRow<>(
                        List.of(new Passage("text", text)),
                        new Gold.Fields(places, values(fields))));
    }

    private TaggedTokens tagged(JsonNode row, List<String> tokens, String text) {
        List<String> tags = new ArrayList<>();
        for (String tag : EntityRows.tags(row, tokens)) {
            String name = name(EntityRules.sourceType(tag));
            tags.add(name.isEmpty() ? TokenSpan.OUTSIDE : tag.charAt(0) + "-" + name);
        }
        return new TaggedTokens(TaggedTokens.found(tokens, text), tags, Set.of());
    }

    private Map<String, String> values(JsonNode fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = name(field.getKey());
            String value = RowShape.text("fields." + field.getKey(), field.getValue()).orElse("");
            if (!name.isEmpty() && !value.isBlank()) {
                values.put(name, value);
            }
        }
        return values;
    }

    private String name(String source) {
        String mapped = map.get(source);
        return mapped == null ? head.find(source).orElse(source) : mapped;
    }
}
