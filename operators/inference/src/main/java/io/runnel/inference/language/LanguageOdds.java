package io.runnel.inference.language;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.Language;

/**
 * How probable each language is. Of the model's names (ISO 639-3) for one language, such as Bokmål
 * and Nynorsk, the more probable one counts: their sum would make Norwegian out of short English
 * texts. Names without an ISO 639-1 code do not count: they are neighbours of a language that has
 * one, and would take half of its probability.
 */
final class LanguageOdds {
    /** Names of the model whose ISO 639-1 code Java does not know. */
    private static final Map<String, String> BY_HAND =
            Map.of(
                    "cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg", "nob", "no",
                    "nno", "no");

    private static final Map<String, String> CODES = codes();

    private final Map<String, Double> probabilities = new HashMap<>();

    private LanguageOdds() {}

    static LanguageOdds of(Language... predicted) {
        LanguageOdds odds = new LanguageOdds();
        for (Language language : predicted) {
            String code = CODES.get(language.getLang());
            if (code != null) {
                odds.probabilities.merge(code, language.getConfidence(), Math::max);
            }
        }
        return odds;
    }

    /** The most probable language, measured against the next one. */
    LanguageGuess guess() {
        List<Map.Entry<String, Double>> best =
                probabilities.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Double>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(2)
                        .toList();
        if (best.isEmpty() || !(best.get(0).getValue() > 0)) {
            return LanguageGuess.NONE;
        }
        double first = best.get(0).getValue();
        double next = best.size() < 2 ? 0 : best.get(1).getValue();
        return new LanguageGuess(best.get(0).getKey(), first / (first + next));
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>(BY_HAND);
        Arrays.stream(Locale.getISOLanguages())
                .forEach(
                        code -> {
                            Locale locale = new Locale.Builder().setLanguage(code).build();
                            codes.putIfAbsent(locale.getISO3Language(), locale.getLanguage());
                        });
        return Map.copyOf(codes);
    }
}
