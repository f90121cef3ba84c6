package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.inference.text.Passage;
import io.runnel.jobs.command.models.measure.TokenSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of {@code tokens} with {@code tags}; the text is the tokens joined by blanks. {@code types}
 * and {@code ignored} (indices of tokens) of a row say what is judged in it.
 */
public final class EntityRows implements RowReader<Gold.Entities> {
    private final EntityRules rules;
    private final LabelNames head;
    private final Unmapped unmapped;

    /** What happens to a type that the rules do not name. */
    private enum Unmapped {
        /** It is a mistake. */
        REFUSED,
        /** It is expected as it is, and can only be missed. */
        KEPT
    }

    private EntityRows(EntityRules rules, LabelNames head, Unmapped unmapped) {
        this.rules = rules;
        this.head = head;
        this.unmapped = unmapped;
    }

    /**
     * Rows whose types this mapping names.
     *
     * @throws IllegalArgumentException if the mapping is none
     */
    public static EntityRows mapped(JsonNode mapping, LabelNames head) {
        return new EntityRows(EntityRules.of(mapping, head), head, Unmapped.REFUSED);
    }

    /** Rows with the types of the head, or what many data sets call them. */
    public static EntityRows customary(LabelNames head) {
        return new EntityRows(EntityRules.customary(head), head, Unmapped.KEPT);
    }

    @Override
    public Optional<LabelledRow<Gold.Entities>> read(JsonNode row) {
        List<String> tokens = RowShape.texts("tokens", row.path("tokens"));
        List<String> tags = tags(row, tokens);
        String text = String.join(" ", tokens);
        if (text.isBlank()) {
            return Optional.empty();
        }
        Set<Integer> ignored = ignored(row.path("ignored"), tokens.size());
        List<String> gold = new ArrayList<>();
        List<String> merged = rules.merged(tags);
        Set<String> types = new HashSet<>(rules.complete());
        RowShape.texts("types", row.path("types"))
                .forEach(type -> types.add(head.find(type).orElse(type)));
        for (int i = 0; i < tokens.size(); i++) {
            if (rules.ignores(tokens.get(i), tags.get(i))) {
                ignored.add(i);
            }
            gold.add(ignored.contains(i) ? TokenSpan.OUTSIDE : mapped(merged.get(i)));
        }
        TaggedTokens tagged = new TaggedTokens(TaggedTokens.joined(tokens), gold, ignored);
        return Optional.of(
                new LabelledRow<>(
                        List.of(new Passage("text", text)), new Gold.Entities(tagged, types)));
    }

    /**
     * The row's tags, one for each token.
     *
     * @throws IllegalArgumentException if it has none, or their numbers differ
     */
    static List<String> tags(JsonNode row, List<String> tokens) {
        if (!row.path("tokens").isArray() || !row.path("tags").isArray()) {
            throw new IllegalArgumentException(
                    "it has no tagged tokens; expected 'tokens' [\"Anna\", …] and 'tags'"
                            + " [\"B-person\", \"O\", …]. It has "
                            + RowShape.fields(row)
                            + ".");
        }
        List<String> tags = RowShape.texts("tags", row.path("tags"));
        if (tokens.size() != tags.size()) {
            throw new IllegalArgumentException(
                    "it has "
                            + tokens.size()
                            + " tokens and "
                            + tags.size()
                            + " tags; expected one tag for each token.");
        }
        for (String tag : tags) {
            boolean known = tag.equals(TokenSpan.OUTSIDE) || tag.matches("[BI]-.+");
            if (!known) {
                throw new IllegalArgumentException(
                        "it has the tag '" + tag + "'; expected O, B-type or I-type.");
            }
        }
        return tags;
    }

    private static Set<Integer> ignored(JsonNode indices, int tokens) {
        String expected = "; expected indices of tokens, 0 to " + (tokens - 1) + ".";
        if (!RowShape.isAbsent(indices) && !indices.isArray()) {
            throw new IllegalArgumentException("'ignored' is " + RowShape.kind(indices) + expected);
        }
        Set<Integer> ignored = new HashSet<>();
        for (int i = 0; i < indices.size(); i++) {
            JsonNode index = indices.get(i);
            boolean exists = index.canConvertToInt() && index.isIntegralNumber();
            if (!exists || index.asInt() < 0 || index.asInt() >= tokens) {
                throw new IllegalArgumentException("'ignored[" + i + "]' is " + index + expected);
            }
            ignored.add(index.asInt());
        }
        return ignored;
    }

    private String mapped(String tag) {
        String source = EntityRules.sourceType(tag);
        if (source.isEmpty()) {
            return TokenSpan.OUTSIDE;
        }
        String type = rules.map().get(source);
        if (type == null) {
            type = head.find(source).orElse(null);
        }
        if (type == null && unmapped == Unmapped.REFUSED) {
            throw new IllegalArgumentException(
                    "the mapping says nothing of the type '"
                            + source
                            + "'; add it to map (null: no entity) or to ignore.");
        }
        String target = type == null ? source : type;
        return target.isEmpty() ? TokenSpan.OUTSIDE : tag.charAt(0) + "-" + target;
    }
}
