package io.runnel.jobs.command.topics;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text that fits a terminal: what a reader sees as one character is never cut. */
public final class Wrapped {
    /** Columns of a line. */
    public static final int COLUMNS = 100;

    private Wrapped() {}

    /** The text on one line, with an ellipsis where it had to be cut. */
    public static String shorten(String text, int maxChars) {
        String line = onOneLine(text);
        if (line.length() <= maxChars) {
            return line;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int end = characters.preceding(maxChars);
        return line.substring(0, end).stripTrailing() + "…";
    }

    /** Lines of at most {@link #COLUMNS}, the first behind {@code first}, the others as far in. */
    public static String paragraph(String first, String text) {
        String indent = " ".repeat(first.length());
        int width = COLUMNS - first.length();
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : onOneLine(text).split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return first + String.join("\n" + indent, lines);
    }

    private static String onOneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
