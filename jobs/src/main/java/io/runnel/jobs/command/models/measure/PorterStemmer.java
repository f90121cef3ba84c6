package io.runnel.jobs.command.models.measure;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The stemmer of M. F. Porter, "An algorithm for suffix stripping" (1980), with the deviations of
 * NLTK's {@code PorterStemmer} in its default mode, because {@code rouge_score} counts with that
 * one: a table of irregular words, {@code -ies} and {@code -ied} of four letters, {@code y} to
 * {@code i} after a consonant, and the rules for {@code -alli}, {@code -bli}, {@code -fulli},
 * {@code -logi}. For words of a to z and 0 to 9.
 */
final class PorterStemmer {
    private static final Map<String, String> IRREGULAR =
            Map.ofEntries(
                    Map.entry("sky", "sky"),
                    Map.entry("skies", "sky"),
                    Map.entry("dying", "die"),
                    Map.entry("lying", "lie"),
                    Map.entry("tying", "tie"),
                    Map.entry("news", "news"),
                    Map.entry("innings", "inning"),
                    Map.entry("inning", "inning"),
                    Map.entry("outings", "outing"),
                    Map.entry("outing", "outing"),
                    Map.entry("cannings", "canning"),
                    Map.entry("canning", "canning"),
                    Map.entry("howe", "howe"),
                    Map.entry("proceed", "proceed"),
                    Map.entry("exceed", "exceed"),
                    Map.entry("succeed", "succeed"));

    private static final List<Rule> PLURALS =
            List.of(rule("sses", "ss"), rule("ies", "i"), rule("ss", "ss"), rule("s", ""));

    private static final List<Rule> DOUBLE_SUFFIXES =
            List.of(
                    rule("ational", "ate", PorterStemmer::isLong),
                    rule("tional", "tion", PorterStemmer::isLong),
                    rule("enci", "ence", PorterStemmer::isLong),
                    rule("anci", "ance", PorterStemmer::isLong),
                    rule("izer", "ize", PorterStemmer::isLong),
                    rule("bli", "ble", PorterStemmer::isLong),
                    rule("alli", "al", PorterStemmer::isLong),
                    rule("entli", "ent", PorterStemmer::isLong),
                    rule("eli", "e", PorterStemmer::isLong),
                    rule("ousli", "ous", PorterStemmer::isLong),
                    rule("ization", "ize", PorterStemmer::isLong),
                    rule("ation", "ate", PorterStemmer::isLong),
                    rule("ator", "ate", PorterStemmer::isLong),
                    rule("alism", "al", PorterStemmer::isLong),
                    rule("iveness", "ive", PorterStemmer::isLong),
                    rule("fulness", "ful", PorterStemmer::isLong),
                    rule("ousness", "ous", PorterStemmer::isLong),
                    rule("aliti", "al", PorterStemmer::isLong),
                    rule("iviti", "ive", PorterStemmer::isLong),
                    rule("biliti", "ble", PorterStemmer::isLong),
                    rule("fulli", "ful", PorterStemmer::isLong),
                    rule("logi", "log", stem -> isLong(stem + "l")));

    private static final List<Rule> ADJECTIVES =
            List.of(
                    rule("icate", "ic", PorterStemmer::isLong),
                    rule("ative", "", PorterStemmer::isLong),
                    rule("alize", "al", PorterStemmer::isLong),
                    rule("iciti", "ic", PorterStemmer::isLong),
                    rule("ical", "ic", PorterStemmer::isLong),
                    rule("ful", "", PorterStemmer::isLong),
                    rule("ness", "", PorterStemmer::isLong));

    private static final List<Rule> SINGLE_SUFFIXES =
            List.of(
                    rule("al", "", PorterStemmer::isLonger),
                    rule("ance", "", PorterStemmer::isLonger),
                    rule("ence", "", PorterStemmer::isLonger),
                    rule("er", "", PorterStemmer::isLonger),
                    rule("ic", "", PorterStemmer::isLonger),
                    rule("able", "", PorterStemmer::isLonger),
                    rule("ible", "", PorterStemmer::isLonger),
                    rule("ant", "", PorterStemmer::isLonger),
                    rule("ement", "", PorterStemmer::isLonger),
                    rule("ment", "", PorterStemmer::isLonger),
                    rule("ent", "", PorterStemmer::isLonger),
                    rule(
                            "ion",
                            "",
                            stem -> isLonger(stem) && (stem.endsWith("s") || stem.endsWith("t"))),
                    rule("ou", "", PorterStemmer::isLonger),
                    rule("ism", "", PorterStemmer::isLonger),
                    rule("ate", "", PorterStemmer::isLonger),
                    rule("iti", "", PorterStemmer::isLonger),
                    rule("ous", "", PorterStemmer::isLonger),
                    rule("ive", "", PorterStemmer::isLonger),
                    rule("ize", "", PorterStemmer::isLonger));

    private PorterStemmer() {}

    /** The stem of a lower-case word. */
    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.length() <= 2) {
            return word;
        }
        String stem = withoutY(withoutPast(withoutPlural(word)));
        stem = withoutDoubleSuffix(stem);
        stem = apply(SINGLE_SUFFIXES, apply(ADJECTIVES, stem));
        return withoutDoubleL(withoutE(stem));
    }

    private static String withoutPlural(String word) {
        return word.length() == 4 && word.endsWith("ies") ? cut(word, 1) : apply(PLURALS, word);
    }

    private static String withoutPast(String word) {
        if (word.endsWith("ied")) {
            return word.length() == 4 ? cut(word, 1) : cut(word, 2);
        }
        if (word.endsWith("eed")) {
            return isLong(cut(word, 3)) ? cut(word, 1) : word;
        }
        for (String suffix : List.of("ed", "ing")) {
            if (word.endsWith(suffix) && WordForm.hasVowel(cut(word, suffix.length()))) {
                return mended(cut(word, suffix.length()));
            }
        }
        return word;
    }

    private static String mended(String stem) {
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + "e";
        }
        if (WordForm.endsWithDoubleConsonant(stem)) {
            boolean stays = stem.endsWith("l") || stem.endsWith("s") || stem.endsWith("z");
            return stays ? stem : cut(stem, 1);
        }
        return WordForm.measure(stem) == 1 && WordForm.isShort(stem) ? stem + "e" : stem;
    }

    private static String withoutY(String word) {
        String stem = word.endsWith("y") ? cut(word, 1) : "";
        return stem.length() > 1 && WordForm.isConsonant(stem, stem.length() - 1)
                ? stem + "i"
                : word;
    }

    private static String withoutDoubleSuffix(String word) {
        return word.endsWith("alli") && isLong(cut(word, 4))
                ? withoutDoubleSuffix(cut(word, 2))
                : apply(DOUBLE_SUFFIXES, word);
    }

    private static String withoutE(String word) {
        if (!word.endsWith("e")) {
            return word;
        }
        String stem = cut(word, 1);
        int measure = WordForm.measure(stem);
        return measure > 1 || (measure == 1 && !WordForm.isShort(stem)) ? stem : word;
    }

    private static String withoutDoubleL(String word) {
        return word.endsWith("ll") && isLonger(cut(word, 1)) ? cut(word, 1) : word;
    }

    /** The first rule whose suffix the word has decides, and no other. */
    private static String apply(List<Rule> rules, String word) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.suffix())) {
                String stem = cut(word, rule.suffix().length());
                return rule.condition().test(stem) ? stem + rule.replacement() : word;
            }
        }
        return word;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static boolean isLong(String stem) {
        return WordForm.measure(stem) > 0;
    }

    private static boolean isLonger(String stem) {
        return WordForm.measure(stem) > 1;
    }

    private static Rule rule(String suffix, String replacement) {
        return new Rule(suffix, replacement, stem -> true);
    }

    private static Rule rule(String suffix, String replacement, Predicate<String> condition) {
        return new Rule(suffix, replacement, condition);
    }

    private record Rule(String suffix, String replacement, Predicate<String> condition) {}
}
