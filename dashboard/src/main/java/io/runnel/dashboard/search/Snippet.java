package io.runnel.dashboard.search;

import java.util.ArrayList;
import java.util.List;

/** The part of a text that shows why it was found. */
public final class Snippet {
    private static final int BEFORE = 60;
    private static final int LENGTH = 220;

    private Snippet() {}

    /** A piece of it, and whether it was asked for. */
    public record Piece(String text, boolean match) {}

    /** The surroundings of the first match; the beginning of the text where nothing matches. */
    public static List<Piece> of(String text, String typed) {
        Question question = Question.of(typed == null ? "" : typed);
        List<Words.Word> matches =
                typed == null
                        ? List.of()
                        : Words.of(text).stream()
                                .filter(word -> question.matches(word.folded()))
                                .toList();
        int from = matches.isEmpty() ? 0 : Math.max(0, matches.get(0).start() - BEFORE);
        from = border(text, from);
        int until = border(text, Math.min(text.length(), from + LENGTH));
        List<Piece> pieces = new ArrayList<>();
        int written = from;
        add(pieces, from > 0 ? "…" : "", false);
        for (Words.Word match : matches) {
            if (match.start() >= written && match.end() <= until) {
                add(pieces, text.substring(written, match.start()), false);
                add(pieces, text.substring(match.start(), match.end()), true);
                written = match.end();
            }
        }
        add(pieces, text.substring(written, until) + (until < text.length() ? "…" : ""), false);
        return pieces;
    }

    /** Never between the two halves of one character. */
    private static int border(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index))
                ? index - 1
                : index;
    }

    private static void add(List<Piece> pieces, String text, boolean match) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, match));
        }
    }
}
