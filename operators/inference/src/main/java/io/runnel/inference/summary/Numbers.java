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
 * 200.50} are one number, {@code three} is 3, and a date is the numbers it is written with.
 */
final class Numbers {
    /** Digits of any script, with groups of three between commas, blanks or apostrophes. */
    private static final Pattern DIGITS =
            Pattern.compile(
                    "\\p{Nd}{1,3}(?:[,\\u00a0\\u202f'’ ]\\p{Nd}{3})+(?:\\.\\p{Nd}+)?(?!\\p{Nd})"
                            + "|\\p{Nd}+(?:\\.\\p{Nd}+)?");

    /** What is between the groups of one number; a blank may also be between two numbers. */
    private static final Pattern GROUPED = Pattern.compile("[,\\u00a0\\u202f'’]");

    private static final Pattern PART = Pattern.compile("\\p{Nd}+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    /** Without {@code one}, which mostly is no number. */
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("two", "2"),
                    Map.entry("three", "3"),
                    Map.entry("four", "4"),
                    Map.entry("five", "5"),
                    Map.entry("six", "6"),
                    Map.entry("seven", "7"),
                    Map.entry("eight", "8"),
                    Map.entry("nine", "9"),
                    Map.entry("ten", "10"),
                    Map.entry("eleven", "11"),
                    Map.entry("twelve", "12"),
                    Map.entry("thirteen", "13"),
                    Map.entry("fourteen", "14"),
                    Map.entry("fifteen", "15"),
                    Map.entry("sixteen", "16"),
                    Map.entry("seventeen", "17"),
                    Map.entry("eighteen", "18"),
                    Map.entry("nineteen", "19"),
                    Map.entry("twenty", "20"),
                    Map.entry("thirty", "30"),
                    Map.entry("forty", "40"),
                    Map.entry("fifty", "50"),
                    Map.entry("sixty", "60"),
                    Map.entry("seventy", "70"),
                    Map.entry("eighty", "80"),
                    Map.entry("ninety", "90"),
                    Map.entry("hundred", "100"),
                    Map.entry("thousand", "1000"),
                    Map.entry("million", "1000000"),
                    Map.entry("billion", "1000000000"));

    private Numbers() {}

    /** The numbers of a text, in its order. */
    static Set<String> of(String text) {
        Set<String> numbers = new LinkedHashSet<>();
        Matcher digits = DIGITS.matcher(text);
        while (digits.find()) {
            numbers.add(plain(digits.group()));
        }
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String number = WORDS.get(words.group().toLowerCase(Locale.ROOT));
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Every number that a source may be quoted with: also what stands on each side of a point. */
    static Set<String> quotable(String source) {
        Set<String> numbers = of(source);
        Matcher digits = DIGITS.matcher(source);
        while (digits.find()) {
            if (!GROUPED.matcher(digits.group()).find()) {
                Matcher parts = PART.matcher(digits.group());
                while (parts.find()) {
                    numbers.add(plain(parts.group()));
                }
            }
        }
        return numbers;
    }

    private static String plain(String digits) {
        StringBuilder ascii = new StringBuilder();
        digits.codePoints()
                .filter(one -> one == '.' || Character.isDigit(one))
                .map(one -> one == '.' ? one : '0' + Character.digit(one, 10))
                .forEach(ascii::appendCodePoint);
        return new BigDecimal(ascii.toString()).stripTrailingZeros().toPlainString();
    }
}
