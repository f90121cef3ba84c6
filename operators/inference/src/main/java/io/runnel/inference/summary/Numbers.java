package io.runnel.inference.summary;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers that a text names, each in one form: {@code £1,200.50}, {@code 1200.5} and {@code 1
 * 200.50} are one number, {@code three thousand} is 3000, digits of any script are digits, and a
 * date is the numbers it is written with.
 */
final class Numbers {
    /** Digits with groups of three between commas, blanks or apostrophes, and a fraction. */
    private static final String DIGITS =
            "\\p{Nd}{1,3}(?:[,\\u066c\\u00a0\\u202f'’ ]\\p{Nd}{3})+(?:[.\\u066b]\\p{Nd}+)?(?!\\p{Nd})"
                    + "|\\p{Nd}+(?:[.\\u066b]\\p{Nd}+)?";

    private static final Pattern TOKEN = Pattern.compile(DIGITS + "|\\p{L}+");
    private static final Pattern WHOLE = Pattern.compile("\\p{Nd}+");

    /** What groups digits and nothing else; a blank may stand between two numbers. */
    private static final Pattern GROUPED = Pattern.compile("[,\\u066c\\u00a0\\u202f'’]");

    private static final String ONE = "one";
    private static final int FIRST_OF_TENS = 20;
    private static final int LAST_OF_TENS = 90;
    private static final int BASE = 10;

    private static final Map<String, Integer> WORDS =
            Map.ofEntries(
                    Map.entry(ONE, 1),
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("eleven", 11),
                    Map.entry("twelve", 12),
                    Map.entry("thirteen", 13),
                    Map.entry("fourteen", 14),
                    Map.entry("fifteen", 15),
                    Map.entry("sixteen", 16),
                    Map.entry("seventeen", 17),
                    Map.entry("eighteen", 18),
                    Map.entry("nineteen", 19),
                    Map.entry("twenty", 20),
                    Map.entry("thirty", 30),
                    Map.entry("forty", 40),
                    Map.entry("fifty", 50),
                    Map.entry("sixty", 60),
                    Map.entry("seventy", 70),
                    Map.entry("eighty", 80),
                    Map.entry("ninety", 90));

    private static final Map<String, Integer> SCALES =
            Map.of(
                    "hundred", 100,
                    "thousand", 1_000,
                    "million", 1_000_000,
                    "billion", 1_000_000_000);

    private final Set<String> named = new LinkedHashSet<>();
    private final Set<String> parts = new LinkedHashSet<>();
    private BigDecimal open;
    private String last = "";

    private Numbers() {}

    /** The numbers of a text, in its order; {@code one} alone is more often no number. */
    static Set<String> of(String text) {
        return read(text).named;
    }

    /** Every number that a source may be quoted with: also what its numbers are made of. */
    static Set<String> quotable(String source) {
        Numbers numbers = read(source);
        Set<String> quotable = new LinkedHashSet<>(numbers.named);
        quotable.addAll(numbers.parts);
        return quotable;
    }

    private static Numbers read(String text) {
        Numbers numbers = new Numbers();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            String between = text.substring(end, token.start()).strip();
            if (!between.isEmpty() && !between.equals("-")) {
                numbers.finish();
            }
            numbers.add(token.group());
            end = token.end();
        }
        numbers.finish();
        return numbers;
    }

    private void add(String token) {
        String word = token.toLowerCase(Locale.ROOT);
        if (SCALES.containsKey(word)) {
            BigDecimal scale = BigDecimal.valueOf(SCALES.get(word));
            parts.add(plain(scale));
            open = open == null ? scale : open.multiply(scale);
        } else if (WORDS.containsKey(word)) {
            BigDecimal value = BigDecimal.valueOf(WORDS.get(word));
            parts.add(plain(value));
            if (goesOn(value)) {
                open = open.add(value);
            } else {
                finish();
                open = value;
            }
        } else {
            finish();
            if (Character.isDigit(token.codePointAt(0))) {
                addParts(token);
                open = new BigDecimal(ascii(token));
            }
        }
        last = word;
    }

    /** Whether this is the five of {@code twenty-five}. */
    private boolean goesOn(BigDecimal value) {
        int tens = open == null ? 0 : WORDS.getOrDefault(last, 0);
        return tens >= FIRST_OF_TENS && tens <= LAST_OF_TENS && value.intValue() < BASE;
    }

    private void addParts(String digits) {
        if (GROUPED.matcher(digits).find()) {
            return;
        }
        Matcher part = WHOLE.matcher(digits);
        while (part.find()) {
            parts.add(plain(new BigDecimal(ascii(part.group()))));
        }
    }

    private void finish() {
        if (open != null && !isPronoun()) {
            named.add(plain(open));
        }
        open = null;
    }

    /** Whether all there is of a number is the word {@code one}. */
    private boolean isPronoun() {
        return last.equals(ONE) && open.compareTo(BigDecimal.ONE) == 0;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String ascii(String digits) {
        StringBuilder ascii = new StringBuilder();
        digits.codePoints()
                .forEach(
                        c -> {
                            if (Character.isDigit(c)) {
                                ascii.append(Character.digit(c, BASE));
                            } else if (c == '.' || c == '\u066b') {
                                ascii.append('.');
                            }
                        });
        return ascii.toString();
    }
}
