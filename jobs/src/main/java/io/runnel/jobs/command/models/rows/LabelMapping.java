package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the labels of a data set are called by a head. Three ways to write it:
 *
 * <ul>
 *   <li>{@code {source label: head label, another: null, "*": null}}; {@code null} is "not scored",
 *       {@code *} stands for all that are not named; a list means that each of its labels is right.
 *   <li>{@code {head label: [source labels]}}, where all keys are labels of the head and all values
 *       are lists.
 *   <li>{@code {rules: [{field: path, map: {…}}, …], otherwise: label or null}}: the first rule
 *       that names the value of its field decides.
 * </ul>
 */
public final class LabelMapping {
    private static final String ALL_OTHERS = "*";

    /** No mapping: labels are those of the head, however they are spelled. */
    public static final LabelMapping NONE = new LabelMapping(List.of(), Optional.empty());

    private final List<Rule> rules;
    private final Optional<List<String>> otherwise;

    /**
     * Labels by the values of one field.
     *
     * @param field none for the row's label
     */
    private record Rule(Optional<FieldPath> field, Map<String, List<String>> map) {}

    private LabelMapping(List<Rule> rules, Optional<List<String>> otherwise) {
        this.rules = List.copyOf(rules);
        this.otherwise = otherwise;
    }

    /**
     * Reads a mapping.
     *
     * @throws IllegalArgumentException with every label that the head does not have
     */
    public static LabelMapping of(JsonNode mapping, LabelNames head) {
        Set<String> unknown = new TreeSet<>();
        LabelMapping read =
                mapping.path("rules").isArray()
                        ? ofRules(mapping, head, unknown)
                        : ofMap(
                                isReversed(mapping, head) ? reversed(mapping) : mapping,
                                head,
                                unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the head has no label "
                            + unknown.stream()
                                    .map(name -> "'" + name + "'")
                                    .collect(Collectors.joining(", "))
                            + "; it has "
                            + String.join(", ", head.names())
                            + ".");
        }
        return read;
    }

    private static LabelMapping ofRules(JsonNode mapping, LabelNames head, Set<String> unknown) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : mapping.path("rules")) {
            if (!rule.path("field").isTextual() || !rule.path("map").isObject()) {
                throw new IllegalArgumentException(
                        "rule "
                                + (rules.size() + 1)
                                + " is incomplete; expected 'field' (a path) and 'map' (an"
                                + " object).");
            }
            rules.add(
                    new Rule(
                            Optional.of(FieldPath.parse(rule.path("field").asText())),
                            targets(rule.path("map"), head, unknown)));
        }
        Optional<List<String>> otherwise =
                mapping.has("otherwise")
                        ? Optional.of(target("otherwise", mapping.path("otherwise"), head, unknown))
                        : Optional.empty();
        return new LabelMapping(rules, otherwise);
    }

    private static LabelMapping ofMap(JsonNode mapping, LabelNames head, Set<String> unknown) {
        Map<String, List<String>> map = targets(mapping, head, unknown);
        Optional<List<String>> otherwise = Optional.ofNullable(map.remove(ALL_OTHERS));
        return new LabelMapping(List.of(new Rule(Optional.empty(), map)), otherwise);
    }

    private static Map<String, List<String>> targets(
            JsonNode map, LabelNames head, Set<String> unknown) {
        Map<String, List<String>> targets = new HashMap<>();
        map.properties()
                .forEach(
                        entry ->
                                targets.put(
                                        entry.getKey(),
                                        target(entry.getKey(), entry.getValue(), head, unknown)));
        return targets;
    }

    /** The labels of one value; none for {@code null}. */
    private static List<String> target(
            String source, JsonNode value, LabelNames head, Set<String> unknown) {
        List<String> wanted =
                value.isArray()
                        ? RowShape.texts(source, value)
                        : RowShape.text(source, value).stream().toList();
        List<String> labels = new ArrayList<>();
        for (String label : wanted) {
            head.find(label).ifPresentOrElse(labels::add, () -> unknown.add(label));
        }
        return List.copyOf(labels);
    }

    private static boolean isReversed(JsonNode mapping, LabelNames head) {
        return mapping.properties().stream()
                .allMatch(
                        entry ->
                                entry.getValue().isArray()
                                        && head.find(entry.getKey()).isPresent());
    }

    /** By source labels; one that stands under several labels of the head is each of them. */
    private static JsonNode reversed(JsonNode mapping) {
        ObjectNode reversed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            for (String source : RowShape.texts(entry.getKey(), entry.getValue())) {
                reversed.withArrayProperty(source).add(entry.getKey());
            }
        }
        return reversed;
    }

    /** Whether the row's label itself is not asked for, because every rule names a field. */
    boolean hasItsOwnFields() {
        return !rules.isEmpty() && rules.stream().allMatch(rule -> rule.field().isPresent());
    }

    /** Whether the mapping says something of this label of a row. */
    boolean names(String label) {
        return rules.stream()
                .anyMatch(rule -> rule.field().isEmpty() && rule.map().containsKey(label));
    }

    /**
     * The head's labels for a row with these labels; none if one of them is not scored. A label
     * that the mapping does not name stays as it is, in the head's spelling where the head has it.
     */
    List<String> of(JsonNode row, List<String> labels, LabelNames head) {
        if (hasItsOwnFields()) {
            return ofFields(row);
        }
        Set<String> mapped = new LinkedHashSet<>();
        for (String label : labels) {
            List<String> targets = ofLabel(label, head);
            if (targets.isEmpty()) {
                return List.of();
            }
            mapped.addAll(targets);
        }
        return List.copyOf(mapped);
    }

    private List<String> ofLabel(String label, LabelNames head) {
        for (Rule rule : rules) {
            if (rule.map().containsKey(label)) {
                return rule.map().get(label);
            }
        }
        return head.find(label)
                .map(List::of)
                .orElseGet(() -> otherwise.orElseGet(() -> List.of(label)));
    }

    private List<String> ofFields(JsonNode row) {
        List<String> seen = new ArrayList<>();
        for (Rule rule : rules) {
            for (FieldPath.Found value : rule.field().orElseThrow().in(row)) {
                Optional<String> own = RowShape.text(value.place(), value.value());
                Optional<List<String>> targets = own.map(rule.map()::get);
                if (targets.isPresent()) {
                    return targets.get();
                }
                seen.add(value.place() + " = " + own.map(text -> "'" + text + "'").orElse("null"));
            }
        }
        return otherwise.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                "no rule of the mapping names "
                                        + (seen.isEmpty()
                                                ? "a field that it has"
                                                : String.join(", ", seen))
                                        + "; add it, or 'otherwise: null' to leave such rows"
                                        + " out."));
    }
}
