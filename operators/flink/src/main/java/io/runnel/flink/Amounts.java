package io.runnel.flink;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of money as people write them: {@code 1234.5}, {@code $1,234.50}, {@code 1.234,50 €},
 * {@code (12.00)}.
 */
public final class Amounts {
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,'’\\s\\u00A0\\u202F]*");
    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final Pattern NEGATIVE =
            Pattern.compile(
                    "[^\\d]*[-\u2212][^\\d]*\\d.*"
                            + "|[^\\d(]*\\([^()]*\\d[^()]*\\)[^\\d]*"
                            + "|.*\\d\\s*[-\u2212]\\s*");
    private static final int MAX_CHARS = 40;

    private Amounts() {}

    /**
     * The size of the amount, its sign left out, or nothing where there is no number in the text.
     */
    static Optional<BigDecimal> size(String written) {
        if (written == null || written.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (PLAIN.matcher(written).matches()) {
            return Optional.of(new BigDecimal(written).abs());
        }
        Matcher number = NUMBER.matcher(written);
        return number.find()
                ? Optional.of(new BigDecimal(plain(number.group())))
                : Optional.empty();
    }

    /**
     * The amount with its sign, so that a credit note takes from a sum what it gives back: negative
     * with a minus on either side or in parentheses. Nothing where there is no number in the text.
     */
    public static Optional<BigDecimal> signed(String written) {
        return size(written)
                .map(size -> NEGATIVE.matcher(written).matches() ? size.negate() : size);
    }

    /**
     * Whether the text is a bare number, as JSON numbers are: it can be shown with a currency and
     * thousands.
     */
    static boolean isPlain(String written) {
        return PLAIN.matcher(written).matches();
    }

    /**
     * Digits with one decimal point. The last separator is the decimal point, unless it can only
     * part thousands.
     */
    private static String plain(String number) {
        String digits = number.replaceAll("[^\\d.,]", "").replaceAll("[.,]+$", "");
        int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
        if (last < 0) {
            return digits;
        }
        char separator = digits.charAt(last);
        boolean repeated = digits.indexOf(separator) != last;
        boolean thousands =
                separator == ',' && digits.length() - last == 4 && digits.indexOf('.') < 0;
        if (repeated || thousands) {
            return digits.replaceAll("[.,]", "");
        }
        return digits.substring(0, last).replaceAll("[.,]", "") + "." + digits.substring(last + 1);
    }
}
