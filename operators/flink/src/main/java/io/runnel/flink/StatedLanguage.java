package io.runnel.flink;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a producer wrote as a document's language. */
final class StatedLanguage {
    private static final Set<String> CODES =
            Arrays.stream(Locale.getISOLanguages())
                    .map(code -> Locale.forLanguageTag(code).getLanguage())
                    .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, String> BY_THREE_LETTERS =
            CODES.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    code -> Locale.forLanguageTag(code).getISO3Language(),
                                    code -> code,
                                    (first, second) -> first));

    /**
     * Other codes of a language: the older three letters of ISO 639-2, Mandarin for Chinese, and
     * Norwegian's two written forms, which models do not tell apart.
     */
    private static final Map<String, String> ALIASES =
            Map.ofEntries(
                    entry("alb", "sq"),
                    entry("arm", "hy"),
                    entry("baq", "eu"),
                    entry("bur", "my"),
                    entry("chi", "zh"),
                    entry("cmn", "zh"),
                    entry("cze", "cs"),
                    entry("dut", "nl"),
                    entry("fre", "fr"),
                    entry("geo", "ka"),
                    entry("ger", "de"),
                    entry("gre", "el"),
                    entry("ice", "is"),
                    entry("mac", "mk"),
                    entry("mao", "mi"),
                    entry("may", "ms"),
                    entry("nb", "no"),
                    entry("nn", "no"),
                    entry("nno", "no"),
                    entry("nob", "no"),
                    entry("per", "fa"),
                    entry("rum", "ro"),
                    entry("slo", "sk"),
                    entry("tib", "bo"),
                    entry("wel", "cy"));

    private StatedLanguage() {}

    /**
     * The ISO 639-1 code that this means ({@code en}, {@code EN}, {@code en-GB}, {@code en_GB},
     * {@code eng}, {@code ger}), or nothing if it is none.
     */
    static Optional<String> code(String stated) {
        if (stated == null) {
            return Optional.empty();
        }
        String language = Locale.forLanguageTag(stated.strip().replace('_', '-')).getLanguage();
        String alias = ALIASES.get(language);
        if (alias != null) {
            return Optional.of(alias);
        }
        if (CODES.contains(language)) {
            return Optional.of(language);
        }
        return Optional.ofNullable(BY_THREE_LETTERS.get(language));
    }
}
