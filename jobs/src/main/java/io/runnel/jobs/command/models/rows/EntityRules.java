package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the entity types of a data set are called by a head, and what the data set says nothing
 * about. The keys are those of the training recipe's {@code mappings/entities.yaml}, so a part of
 * it can be used as it is; a plain object is its {@code map}.
 *
 * @param map source type to the head's type; {@code null} in the file, or {@code outside}: no
 *     entity
 * @param complete the head's types that the data set labels everywhere: others are not judged;
 *     empty where the file does not say
 * @param ignore source types whose tokens are not judged
 * @param ignoreWords words, in lower case, that are not judged
 * @param ignoreHandles whether words with {@code @} before them are not judged
 * @param mergeAdjacent source types of which two neighbours are one entity
 */
record EntityRules(
        Map<String, String> map,
        Set<String> complete,
        Set<String> ignore,
        Set<String> ignoreWords,
        boolean ignoreHandles,
        Set<String> mergeAdjacent) {
    private static final Set<String> KEYS =
            Set.of(
                    "map",
                    "outside",
                    "complete",
                    "ignore",
                    "ignore_words",
                    "ignore_handles",
                    "merge_adjacent");

    /** The keys that say something of fields too, which stand once and are judged everywhere. */
    private static final Set<String> FIELD_KEYS = Set.of("map", "outside");

    /** What many data sets call types of the pack. */
    private static final Map<String, List<String>> CUSTOMARY =
            Map.of(
                    "person", List.of("PER", "PERSON"),
                    "organisation",
                            List.of("ORG", "ORGANIZATION", "organization", "corporation", "group"),
                    "place", List.of("LOC", "LOCATION", "location", "GPE", "FAC"),
                    "other", List.of("MISC", "creative-work", "NORP", "WORK_OF_ART", "LANGUAGE"));

    /** An empty text stands for "no entity". */
    static final String NOTHING = "";

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException with every key that is none and every type that the head
     *     does not have
     */
    static EntityRules of(JsonNode mapping, LabelNames head) {
        if (isPlain(mapping)) {
            return ofMap(mapping, head, Set.of());
        }
        refuse(others(mapping, KEYS), "", KEYS);
        requireObject(mapping.path("map"));
        EntityRules map = ofMap(mapping.path("map"), head, known(mapping, "complete", head));
        names(mapping, "outside").forEach(type -> map.map.put(type, NOTHING));
        Set<String> ignored = new HashSet<>();
        names(mapping, "ignore_words").forEach(word -> ignored.add(word.toLowerCase(Locale.ROOT)));
        return new EntityRules(
                map.map,
                map.complete,
                names(mapping, "ignore"),
                ignored,
                isTrue(mapping, "ignore_handles"),
                names(mapping, "merge_adjacent"));
    }

    /**
     * Reads rules for fields.
     *
     * @throws IllegalArgumentException as {@link #of}, and if there is a rule that fields have no
     *     use for
     */
    static EntityRules ofFields(JsonNode mapping, LabelNames head) {
        if (!isPlain(mapping)) {
            Set<String> useless = others(mapping, FIELD_KEYS);
            useless.retainAll(KEYS);
            refuse(useless, ", which fields have no use for", FIELD_KEYS);
        }
        return of(mapping, head);
    }

    private static boolean isPlain(JsonNode mapping) {
        return mapping.properties().stream().noneMatch(key -> KEYS.contains(key.getKey()));
    }

    private static Set<String> others(JsonNode mapping, Set<String> keys) {
        Set<String> others = new TreeSet<>();
        mapping.fieldNames().forEachRemaining(others::add);
        others.removeAll(keys);
        return others;
    }

    private static void refuse(Set<String> others, String why, Set<String> keys) {
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "it has " + others + why + "; expected only " + new TreeSet<>(keys) + ".");
        }
    }

    private static void requireObject(JsonNode map) {
        if (!RowShape.isAbsent(map) && !map.isObject()) {
            throw new IllegalArgumentException(
                    "'map' is "
                            + RowShape.kind(map)
                            + "; expected an object such as {PER: person}.");
        }
    }

    private static Set<String> names(JsonNode mapping, String key) {
        return Set.copyOf(RowShape.texts(key, mapping.path(key)));
    }

    private static boolean isTrue(JsonNode mapping, String key) {
        JsonNode value = mapping.path(key);
        if (!RowShape.isAbsent(value) && !value.isBoolean()) {
            throw new IllegalArgumentException(
                    "'" + key + "' is " + RowShape.kind(value) + "; expected true or false.");
        }
        return value.asBoolean();
    }

    /** The head's own types, however they are spelled, and what many data sets call them. */
    static EntityRules customary(LabelNames head) {
        Map<String, String> map = new HashMap<>();
        CUSTOMARY.forEach(
                (type, sources) ->
                        head.find(type)
                                .ifPresent(own -> sources.forEach(source -> map.put(source, own))));
        head.names().forEach(type -> map.put(type, type));
        return new EntityRules(map, Set.of(), Set.of(), Set.of(), false, Set.of());
    }

    private static EntityRules ofMap(JsonNode map, LabelNames head, Set<String> complete) {
        Map<String, String> types = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String target = target(entry.getKey(), entry.getValue());
            String type = entry.getValue().isNull() ? NOTHING : head.find(target).orElse(null);
            if (type == null) {
                unknown.add(target);
            }
            types.put(entry.getKey(), type);
        }
        requireKnown(unknown, head);
        Set<String> judged = new HashSet<>(complete.isEmpty() ? types.values() : complete);
        judged.remove(NOTHING);
        return new EntityRules(types, judged, Set.of(), Set.of(), false, Set.of());
    }

    /** The type that a value leads to, the first one of a list; nothing for {@code null}. */
    private static String target(String source, JsonNode value) {
        if (!value.isArray()) {
            return RowShape.text(source, value).orElse(NOTHING);
        }
        return RowShape.texts(source, value).stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'"
                                                + source
                                                + "' is an empty list; expected a type, or null"
                                                + " for no entity."));
    }

    private static Set<String> known(JsonNode mapping, String key, LabelNames head) {
        Set<String> names = new HashSet<>();
        Set<String> unknown = new TreeSet<>();
        for (String name : names(mapping, key)) {
            head.find(name).ifPresentOrElse(names::add, () -> unknown.add(name));
        }
        requireKnown(unknown, head);
        return names;
    }

    private static void requireKnown(Set<String> unknown, LabelNames head) {
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the head has no type "
                            + String.join(", ", unknown)
                            + "; it has "
                            + String.join(", ", head.names())
                            + ".");
        }
    }

    /** The tags with neighbours joined where they are one entity. */
    List<String> merged(List<String> tags) {
        List<String> merged = new ArrayList<>(tags);
        for (int i = 1; i < merged.size(); i++) {
            String type = sourceType(merged.get(i));
            if (merged.get(i).startsWith("B-")
                    && mergeAdjacent.contains(type)
                    && sourceType(merged.get(i - 1)).equals(type)) {
                merged.set(i, "I-" + type);
            }
        }
        return merged;
    }

    /** Whether this token is not judged. */
    boolean ignores(String token, String tag) {
        return ignore.contains(sourceType(tag))
                || (ignoreHandles && token.startsWith("@"))
                || ignoreWords.contains(token.toLowerCase(Locale.ROOT));
    }

    /** The type of a tag without its prefix; empty for {@code O}. */
    static String sourceType(String tag) {
        int hyphen = tag.indexOf('-');
        return hyphen < 0 ? NOTHING : tag.substring(hyphen + 1);
    }
}
