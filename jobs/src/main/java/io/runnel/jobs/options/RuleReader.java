package io.runnel.jobs.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.schemas.codec.FieldRule;
import io.runnel.schemas.codec.FieldRule.Choice;
import io.runnel.schemas.codec.FieldRule.First;
import io.runnel.schemas.codec.FieldRule.Joined;
import io.runnel.schemas.codec.FieldRule.LeftOut;
import io.runnel.schemas.codec.FieldRule.Listed;
import io.runnel.schemas.codec.FieldRule.Refused;
import io.runnel.schemas.codec.FieldRule.Substitute;
import io.runnel.schemas.codec.FieldRule.WhenMissing;
import io.runnel.schemas.codec.SourcePath;
import io.runnel.schemas.codec.TimeFormats;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rules of a mapping: a path, a list of paths, or an object such as {@code {path:
 * /priority, default: normal}}. Throws {@link IllegalArgumentException} with what was expected.
 */
final class RuleReader {
    private static final String PATH = "path";
    private static final String FIRST = "first";
    private static final String CONSTANT = "constant";
    private static final String JOIN = "join";
    private static final String DEFAULT = "default";
    private static final String REQUIRED = "required";
    private static final String TIME = "time";
    private static final String ZONE = "zone";
    private static final List<String> PARTS =
            List.of(PATH, FIRST, CONSTANT, JOIN, DEFAULT, REQUIRED, TIME, ZONE);

    /** Where paths begin. */
    enum Beginning {
        /** At the record, which is never a value itself. */
        RECORD,
        /** At an element of an array, which may be one. */
        ELEMENT
    }

    private final Beginning beginning;
    private final Choice choice;

    /**
     * @param choice what is taken of several values, unless the rule says it
     */
    RuleReader(Beginning beginning, Choice choice) {
        this.beginning = beginning;
        this.choice = choice;
    }

    /** The rule that this text says. */
    FieldRule read(String text) {
        JsonNode rule = tree(text);
        if (!rule.isObject()) {
            return new FieldRule(paths(rule), choice, null, new LeftOut());
        }
        for (String part : rule.properties().stream().map(each -> each.getKey()).toList()) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException(
                        "'"
                                + part
                                + "' is no part of a rule"
                                + NearestKey.of(part, PARTS)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; it may have " + String.join(", ", PARTS)));
            }
        }
        if (rule.has(CONSTANT)) {
            refuseBeside(rule, CONSTANT, PARTS);
            return FieldRule.constant(text(rule, CONSTANT));
        }
        if (rule.has(PATH) == rule.has(FIRST)) {
            throw new IllegalArgumentException(
                    "expected path, first or constant, and only one of them, found " + rule);
        }
        return new FieldRule(
                paths(rule.has(PATH) ? rule.get(PATH) : rule.get(FIRST)),
                choice(rule),
                times(rule),
                whenMissing(rule));
    }

    /** The paths of arrays that this text says. */
    List<SourcePath> readPaths(String text) {
        return paths(tree(text));
    }

    private List<SourcePath> paths(JsonNode node) {
        List<SourcePath> paths = new ArrayList<>();
        for (String text : texts(node, "a path such as /ticket/number, or a list of paths")) {
            SourcePath path = SourcePath.parse(text);
            if (path.isWhole() && beginning == Beginning.RECORD) {
                throw new IllegalArgumentException(
                        "expected a path such as /ticket/number, found an empty one; the whole"
                                + " record is no value");
            }
            paths.add(path);
        }
        return paths;
    }

    private Choice choice(JsonNode rule) {
        if (rule.has(FIRST)) {
            refuseBeside(rule, FIRST, List.of(JOIN));
            return new First();
        }
        if (!rule.has(JOIN)) {
            return choice;
        }
        if (choice instanceof Listed) {
            throw new IllegalArgumentException(
                    "expected no join, since this field is a list of texts");
        }
        return new Joined(text(rule, JOIN));
    }

    private static TimeFormats times(JsonNode rule) {
        if (!rule.has(TIME)) {
            if (rule.has(ZONE)) {
                throw new IllegalArgumentException("expected time beside zone, found none");
            }
            return null;
        }
        List<String> formats = texts(rule.get(TIME), "a format such as iso, or a list of formats");
        return new TimeFormats(formats, rule.has(ZONE) ? text(rule, ZONE) : null);
    }

    private static WhenMissing whenMissing(JsonNode rule) {
        if (rule.has(REQUIRED)) {
            refuseBeside(rule, REQUIRED, List.of(DEFAULT));
            String required = text(rule, REQUIRED);
            if (!required.equals("true") && !required.equals("false")) {
                throw new IllegalArgumentException(
                        "expected required: true or false, found " + rule.get(REQUIRED));
            }
            return required.equals("true") ? new Refused() : new LeftOut();
        }
        return rule.has(DEFAULT) ? new Substitute(text(rule, DEFAULT)) : new LeftOut();
    }

    private static void refuseBeside(JsonNode rule, String part, List<String> others) {
        for (String other : others) {
            if (!other.equals(part) && rule.has(other)) {
                throw new IllegalArgumentException(
                        "expected " + part + " without " + other + ", found " + rule);
            }
        }
    }

    private static List<String> texts(JsonNode node, String expected) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isTextual()) {
                throw new IllegalArgumentException("expected " + expected + ", found " + node);
            }
            texts.add(each.textValue());
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("expected " + expected + ", found none");
        }
        return texts;
    }

    private static String text(JsonNode rule, String part) {
        JsonNode value = rule.get(part);
        if (!value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException(
                    "expected one text or number for " + part + ", found " + value);
        }
        return value.asText();
    }

    /** A path needs no quotes, whatever is in it; the rest is YAML. */
    private static JsonNode tree(String text) {
        String rule = text.strip();
        if (rule.isEmpty() || rule.startsWith("/")) {
            return ConfigFile.YAML.getNodeFactory().textNode(rule);
        }
        try {
            return ConfigFile.YAML.readTree(rule);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected a path such as /ticket/number, or a rule in YAML, found '"
                            + rule
                            + "'",
                    e);
        }
    }
}
