package io.runnel.inference.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into sentences. Every character that is no blank is in exactly one of them, none
 * has blanks around it, and a line break always ends one.
 */
public final class SentenceSplitter {
    /** The end of a sentence that is looked at to tell an abbreviation. */
    private static final int WORD_WINDOW = 24;

    private SentenceSplitter() {}

    /** The sentences, in order. */
    public static List<CharSpan> split(String text) {
        List<CharSpan> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        int lineStart = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isLineBreak(text.charAt(i))) {
                splitLine(text, lineStart, i, breaks, sentences);
                lineStart = i + 1;
            }
        }
        return sentences;
    }

    private static void splitLine(
            String text, int start, int end, BreakIterator breaks, List<CharSpan> sentences) {
        String line = text.substring(start, end);
        if (line.isBlank()) {
            return;
        }
        breaks.setText(line);
        int sentenceStart = 0;
        for (int border = breaks.following(0);
                border != BreakIterator.DONE;
                border = breaks.next()) {
            if (border < line.length() && goesOn(line, border)) {
                continue;
            }
            addTrimmed(text, start + sentenceStart, start + border, sentences);
            sentenceStart = border;
        }
        addTrimmed(text, start + sentenceStart, end, sentences);
    }

    private static boolean goesOn(String line, int border) {
        String before = line.substring(Math.max(0, border - WORD_WINDOW), border);
        String after = line.substring(border, Math.min(line.length(), border + WORD_WINDOW));
        return Abbreviations.joins(before, after);
    }

    private static void addTrimmed(String text, int start, int end, List<CharSpan> sentences) {
        int first = start;
        int last = end;
        while (first < last && isBlank(text.charAt(first))) {
            first++;
        }
        while (last > first && isBlank(text.charAt(last - 1))) {
            last--;
        }
        if (first < last) {
            sentences.add(new CharSpan(first, last));
        }
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
