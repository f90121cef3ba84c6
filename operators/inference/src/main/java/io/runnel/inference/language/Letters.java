package io.runnel.inference.language;

import static java.util.Map.entry;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How many letters a text has, and in which scripts. */
final class Letters {
    /** Scripts that one language has to itself, or nearly: Han without kana is Chinese. */
    private static final Map<UnicodeScript, String> LANGUAGES =
            Map.ofEntries(
                    entry(UnicodeScript.HAN, "zh"),
                    entry(UnicodeScript.HIRAGANA, "ja"),
                    entry(UnicodeScript.KATAKANA, "ja"),
                    entry(UnicodeScript.HANGUL, "ko"),
                    entry(UnicodeScript.GREEK, "el"),
                    entry(UnicodeScript.HEBREW, "he"),
                    entry(UnicodeScript.THAI, "th"),
                    entry(UnicodeScript.ARMENIAN, "hy"),
                    entry(UnicodeScript.GEORGIAN, "ka"),
                    entry(UnicodeScript.TAMIL, "ta"),
                    entry(UnicodeScript.TELUGU, "te"),
                    entry(UnicodeScript.KANNADA, "kn"),
                    entry(UnicodeScript.MALAYALAM, "ml"),
                    entry(UnicodeScript.GUJARATI, "gu"),
                    entry(UnicodeScript.GURMUKHI, "pa"),
                    entry(UnicodeScript.SINHALA, "si"));

    private static final int LEAST = 4;
    private static final double LEAST_SHARE = 0.5;
    private static final double LEAST_KANA = 0.1;

    private final Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    private int count;

    private Letters() {}

    static Letters in(String text) {
        Letters letters = new Letters();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(
                        letter -> {
                            letters.count++;
                            letters.counts.merge(UnicodeScript.of(letter), 1, Integer::sum);
                        });
        return letters;
    }

    int count() {
        return count;
    }

    /** The language whose own script most letters are in, if there are enough of them. */
    Optional<LanguageGuess> languageOfScript() {
        int han = counts.getOrDefault(UnicodeScript.HAN, 0);
        int kana =
                counts.getOrDefault(UnicodeScript.HIRAGANA, 0)
                        + counts.getOrDefault(UnicodeScript.KATAKANA, 0);
        if (kana > 0 && kana >= LEAST_KANA * han) {
            return guess("ja", han + kana);
        }
        return counts.entrySet().stream()
                .filter(script -> LANGUAGES.containsKey(script.getKey()))
                .max(Map.Entry.comparingByValue())
                .flatMap(script -> guess(LANGUAGES.get(script.getKey()), script.getValue()));
    }

    private Optional<LanguageGuess> guess(String language, int letters) {
        double share = (double) letters / count;
        return letters < LEAST || share <= LEAST_SHARE
                ? Optional.empty()
                : Optional.of(new LanguageGuess(language, share));
    }
}
