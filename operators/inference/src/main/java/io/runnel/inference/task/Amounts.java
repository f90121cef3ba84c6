package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money as they are printed. */
final class Amounts {
    /** Hundredths by which an amount may differ from the total that was rounded for cash. */
    private static final long ROUNDING = 5;

    private static final Pattern LAST =
            Pattern.compile(
                    "(?:.*[^0-9.,])?([0-9][0-9.,]{0,14})[.,]([0-9]{2})[^0-9]*", Pattern.DOTALL);

    private static final Pattern ANNOUNCED =
            Pattern.compile("total|payable|due", Pattern.CASE_INSENSITIVE);

    private Amounts() {}

    /** The last amount with two decimals in a text, in hundredths; none if it ends in no such. */
    static OptionalLong hundredths(String text) {
        Matcher amount = LAST.matcher(text);
        return amount.matches()
                ? OptionalLong.of(
                        Long.parseLong(amount.group(1).replaceAll("[.,]", "") + amount.group(2)))
                : OptionalLong.empty();
    }

    /** The same of a mention's text. */
    static OptionalLong hundredths(Mention mention, DocumentLogits document) {
        String text = document.passages().get(mention.passage()).text();
        return hundredths(mention.span(document).of(text));
    }

    /** Whether two of the parts, each of which counts once, give the amount but for rounding. */
    static boolean isSum(long amount, long... parts) {
        for (int i = 0; i < parts.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(amount - parts[i] - parts[j]) <= ROUNDING) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a line speaks of a total. */
    static boolean isAnnounced(String line) {
        return ANNOUNCED.matcher(line).find();
    }

    /** The mentions of the largest amount; all of them where none is an amount. */
    static List<Mention> largest(List<Mention> mentions, DocumentLogits document) {
        List<OptionalLong> amounts = new ArrayList<>();
        mentions.forEach(mention -> amounts.add(hundredths(mention, document)));
        OptionalLong largest =
                amounts.stream()
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .max();
        if (largest.isEmpty()) {
            return mentions;
        }
        List<Mention> kept = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            OptionalLong amount = amounts.get(i);
            if (amount.isPresent() && amount.getAsLong() >= largest.getAsLong() - ROUNDING) {
                kept.add(mentions.get(i));
            }
        }
        return kept;
    }
}
