package io.runnel.flink;

import io.runnel.schemas.privacy.Finding;
import io.runnel.schemas.privacy.PersonalData;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of persons in a text that a model wrote: each of their words counts alone, since models
 * write "Anna" where the document says "Anna Smith", and "Anna" where it says "anna". The small
 * words of a name, such as "van", do not.
 */
final class WrittenNames {
    /** A shorter one could be any letter. */
    private static final int LEAST_CHARS = 2;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final String WORDS = "(?<![\\p{L}\\p{N}])WORD(?:\\s+WORD)*(?![\\p{L}\\p{N}])";

    private final Optional<Pattern> pattern;

    /**
     * @param names as they stand in the document
     */
    WrittenNames(Collection<String> names) {
        String word =
                names.stream()
                        .flatMap(WrittenNames::words)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        pattern =
                word.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Pattern.compile(WORDS.replace("WORD", "(?:" + word + ")")));
    }

    /** Where they are; words of names that stand beside each other are one. */
    List<Finding> in(String text) {
        return pattern.stream()
                .flatMap(words -> words.matcher(text).results())
                .map(place -> new Finding(PersonalData.PERSON, place.start(), place.end()))
                .toList();
    }

    private static Stream<String> words(String name) {
        boolean small = name.equals(name.toLowerCase(Locale.ROOT));
        return BETWEEN_WORDS
                .splitAsStream(name)
                .filter(word -> word.length() >= LEAST_CHARS)
                .filter(word -> small || Character.isUpperCase(word.codePointAt(0)))
                .flatMap(word -> Stream.of(word, capitalised(word)));
    }

    private static String capitalised(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT)
                + word.substring(first).toLowerCase(Locale.ROOT);
    }
}
