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
    /** Digits with groups of three between commas, blanks or apostrophes, and a fraction. */
    private static final Pattern DIGITS =
            Pattern.compile(
                    "\\d{1,3}(?:[,\\u00a0\\u202f'’ ]\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?");

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

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
                    Map.entry("twenty", "20"),
                    Map.entry("thirty", "30"),
                    Map.entry("forty", "40"),
                    Map.entry("fifty", "50"),
                    Map.entry("hundred", "100"),
                    Map.entry("thousand", "1000"));

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

    /** Every number that a source may be quoted with: also the parts of those it groups. */
    static Set<String> quotable(String source) {
        Set<String> numbers = of(source);
        Matcher parts = Pattern.compile("\\d+").matcher(source);
        while (parts.find()) {
            numbers.add(plain(parts.group()));
        }
        return numbers;
    }

    private static String plain(String digits) {
        return new BigDecimal(digits.replaceAll("[^0-9.]", ""))
                .stripTrailingZeros()
                .toPlainString();
    }
}
