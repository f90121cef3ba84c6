package io.runnel.inference.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a full stop ends an abbreviation or a sentence. English; a wrong guess only moves a
 * sentence's border.
 */
final class Abbreviations {
    /** Always followed by what they belong to. */
    private static final Set<String> BEFORE_A_NAME =
            Set.of(
                    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "gen", "col", "capt", "lt",
                    "sgt", "gov", "sen", "rep", "st", "mt", "ft", "messrs", "attn", "vs", "e.g",
                    "i.e", "cf", "approx", "ca", "incl", "excl", "fig", "ref");

    /** Belong to what follows if that is a number. */
    private static final Set<String> BEFORE_A_NUMBER =
            Set.of(
                    "no", "nos", "nr", "p", "pp", "art", "sec", "para", "ch", "vol", "ext", "tel",
                    "fax", "qty", "inv", "acct");

    /** Stand inside a sentence as often as at its end: the next word decides. */
    private static final Set<String> AFTER_A_NAME =
            Set.of(
                    "inc", "ltd", "co", "corp", "llc", "plc", "bros", "jr", "sr", "dept", "est",
                    "ave", "blvd", "rd", "etc", "a.m", "p.m");

    private static final Set<String> SENTENCE_STARTERS =
            Set.of(
                    "the", "a", "an", "we", "it", "he", "she", "they", "you", "i", "this", "that",
                    "these", "those", "our", "your", "my", "his", "her", "their", "its", "in", "on",
                    "at", "for", "but", "and", "so", "if", "when", "please", "there", "here", "as",
                    "to", "all", "no", "thanks", "however");

    private static final Pattern INITIALS = Pattern.compile("(\\p{L}\\.)*\\p{L}");

    private Abbreviations() {}

    /**
     * Whether the sentence goes on, although what is {@code before} ends in a blank-separated full
     * stop.
     */
    static boolean joins(String before, String after) {
        String last = lastWord(before);
        String next = firstWord(after);
        if (last.isEmpty() || next.isEmpty()) {
            return false;
        }
        if (BEFORE_A_NAME.contains(last)) {
            return true;
        }
        if (BEFORE_A_NUMBER.contains(last) && Character.isDigit(next.charAt(0))) {
            return true;
        }
        boolean mayGoOn =
                AFTER_A_NAME.contains(last)
                        || (INITIALS.matcher(last).matches() && !last.equals("i"));
        return mayGoOn && !SENTENCE_STARTERS.contains(next);
    }

    /** The last word without its full stop, or nothing if it does not end in one. */
    private static String lastWord(String before) {
        String trimmed = before.strip();
        if (!trimmed.endsWith(".")) {
            return "";
        }
        int start = trimmed.length() - 1;
        while (start > 0 && isWordPart(trimmed.charAt(start - 1))) {
            start--;
        }
        return trimmed.substring(start, trimmed.length() - 1).toLowerCase(Locale.ROOT);
    }

    private static String firstWord(String after) {
        String trimmed = after.strip();
        int end = 0;
        while (end < trimmed.length() && Character.isLetterOrDigit(trimmed.charAt(end))) {
            end++;
        }
        return trimmed.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isWordPart(char c) {
        return c == '.' || Character.isLetterOrDigit(c);
    }
}
