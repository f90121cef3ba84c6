package io.runnel.dashboard.store;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Totals of invoices as numbers, where they are written so that one can tell. */
final class Money {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9][0-9.,' \u00a0\u202f]*");

    private Money() {}

    /**
     * The number in this text: {@code 1,234.50}, {@code 1.234,50 EUR} and {@code 1234.5} say the
     * same. The last sign before one or two last digits is the decimal one.
     */
    static OptionalDouble amount(String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        Matcher digits = DIGITS.matcher(text);
        if (!digits.find()) {
            return OptionalDouble.empty();
        }
        String number = digits.group().replaceAll("[' \u00a0\u202f]", "").replaceAll("[.,]+$", "");
        int mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        boolean decimal = mark >= 0 && isDecimal(number, mark);
        String whole = (decimal ? number.substring(0, mark) : number).replaceAll("[.,]", "");
        String part = decimal ? "." + number.substring(mark + 1) : "";
        try {
            double amount = Double.parseDouble(whole + part);
            return Double.isFinite(amount) ? OptionalDouble.of(amount) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /**
     * A sign that stands alone is a decimal one unless three digits follow; of two kinds, the last.
     */
    private static boolean isDecimal(String number, int mark) {
        int after = number.length() - mark - 1;
        char other = number.charAt(mark) == '.' ? ',' : '.';
        boolean both = number.indexOf(other) >= 0;
        boolean once = number.indexOf(number.charAt(mark)) == mark;
        return once && (both || after != 3);
    }
}
