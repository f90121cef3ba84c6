package io.runnel.flink;

import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.privacy.Finding;
import io.runnel.schemas.privacy.PersonalData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of persons that the entity head has found in a document. One that it found in one field
 * is found in all of them, as a word and as it is written there.
 */
final class PersonNames {
    /** What heads call persons: our own, and those trained on CoNLL 2003. */
    private static final Set<String> GROUPS = Set.of("person", "per");

    /** A shorter one could be any letter. */
    private static final int LEAST_CHARS = 2;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final Map<String, List<Finding>> places;

    /** Longer names first, by their first word: a text is read once, however many there are. */
    private final Map<String, List<Pattern>> names;

    private final List<String> all;

    private PersonNames(
            Map<String, List<Finding>> places, Map<String, List<Pattern>> names, List<String> all) {
        this.places = places;
        this.all = all;
        this.names = names;
    }

    static PersonNames of(List<Entity> entities) {
        List<Entity> persons =
                entities.stream()
                        .filter(
                                entity ->
                                        GROUPS.contains(
                                                entity.entityGroup().toLowerCase(Locale.ROOT)))
                        .toList();
        List<String> all =
                persons.stream()
                        .map(entity -> entity.text().strip())
                        .filter(name -> name.length() >= LEAST_CHARS && Text.saysSomething(name))
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        Map<String, List<Pattern>> names = new HashMap<>();
        all.forEach(name -> add(name, names));
        Map<String, List<Finding>> places =
                persons.stream()
                        .filter(person -> person.start() < person.end())
                        .collect(
                                Collectors.groupingBy(
                                        Entity::field,
                                        Collectors.mapping(
                                                person ->
                                                        new Finding(
                                                                PersonalData.PERSON,
                                                                person.start(),
                                                                person.end()),
                                                Collectors.toList())));
        return new PersonNames(places, names, all);
    }

    private static void add(String name, Map<String, List<Pattern>> names) {
        Matcher word = WORD.matcher(name);
        if (word.find()) {
            names.computeIfAbsent(word.group(), unused -> new ArrayList<>())
                    .add(pattern(name.substring(word.start())));
        }
    }

    /** No names: nobody asked for them. */
    static PersonNames none() {
        return new PersonNames(Map.of(), Map.of(), List.of());
    }

    /** Each of them, longer ones first. */
    List<String> all() {
        return all;
    }

    /** The places at which the head found them in this field. */
    List<Finding> at(String field) {
        return places.getOrDefault(field, List.of());
    }

    /** Where they are in any text; those that overlap are parts of one. */
    List<Finding> in(String text) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            for (Pattern name : names.getOrDefault(word.group(), List.of())) {
                Matcher whole = name.matcher(text);
                whole.region(word.start(), text.length()).useTransparentBounds(true);
                if (whole.lookingAt()) {
                    found.add(new Finding(PersonalData.PERSON, whole.start(), whole.end()));
                    break;
                }
            }
        }
        return found;
    }

    /** The words of a name, however they are parted, with none behind that goes on. */
    private static Pattern pattern(String name) {
        return Pattern.compile(
                Pattern.compile("\\s+")
                        .splitAsStream(name)
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+", "", "(?![\\p{L}\\p{N}])")));
    }
}
