package io.runnel.flink;

import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.privacy.Finding;
import io.runnel.schemas.privacy.PersonalData;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final Map<String, List<Finding>> places;
    private final Pattern names;

    private PersonNames(Map<String, List<Finding>> places, Pattern names) {
        this.places = places;
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
        // Longer ones first: an alternation takes the first that fits.
        String words =
                persons.stream()
                        .map(entity -> entity.text().strip())
                        .filter(name -> name.length() >= LEAST_CHARS && Text.saysSomething(name))
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(PersonNames::words)
                        .collect(Collectors.joining("|"));
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
        return new PersonNames(
                places,
                words.isEmpty()
                        ? null
                        : Pattern.compile(
                                "(?<![\\p{L}\\p{N}])(?:" + words + ")(?![\\p{L}\\p{N}])"));
    }

    /** No names: nobody asked for them. */
    static PersonNames none() {
        return new PersonNames(Map.of(), null);
    }

    /** The places at which the head found them in this field. */
    List<Finding> at(String field) {
        return places.getOrDefault(field, List.of());
    }

    /** Where they are in any text. */
    List<Finding> in(String text) {
        List<Finding> found = new ArrayList<>();
        if (names != null) {
            Matcher matcher = names.matcher(text);
            while (matcher.find()) {
                found.add(new Finding(PersonalData.PERSON, matcher.start(), matcher.end()));
            }
        }
        return found;
    }

    /** The words of a name, however they are parted. */
    private static String words(String name) {
        return Pattern.compile("\\s+")
                .splitAsStream(name)
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+"));
    }
}
