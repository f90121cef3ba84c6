package io.runnel.inference.summary;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a source, and whether a name is made of them: case, accents and what is not a letter
 * or digit do not count, and an {@code s} behind an apostrophe is no part of a name. Where a script
 * sets no blanks between words, or ties other words to names, a name need only occur.
 */
final class Names {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern POSSESSIVE = Pattern.compile("['’]s\\b");
    private static final int SHORTEST = 2;

    private static final Set<String> SMALL_WORDS =
            Set.of("the", "of", "and", "for", "at", "in", "to", "mr", "mrs", "ms", "dr");

    private static final Set<UnicodeScript> TIED =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HANGUL,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR,
                    UnicodeScript.TIBETAN);

    private final String source;
    private final Set<String> words;

    /**
     * @param source what names must come from
     */
    Names(String source) {
        this.source = plain(source);
        this.words = new HashSet<>(words(source));
    }

    /** Whether the source has every word of a name that tells something. */
    boolean has(String name) {
        return words(name).stream().allMatch(this::hasWord);
    }

    private boolean hasWord(String word) {
        return word.codePoints().anyMatch(c -> TIED.contains(UnicodeScript.of(c)))
                ? source.contains(word)
                : word.length() < SHORTEST || SMALL_WORDS.contains(word) || words.contains(word);
    }

    /** The words of a text in the form in which they are compared. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(plain(text));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static String plain(String text) {
        String decomposed =
                Normalizer.normalize(POSSESSIVE.matcher(text).replaceAll(""), Normalizer.Form.NFD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
