package io.runnel.inference.language;

import java.util.regex.Pattern;

/**
 * What of a text is read to tell its language: words, without links, addresses, paths, numbers and
 * codes, which look alike in every language.
 */
final class TextSample {
    /** ASCII only: in scripts without spaces a number stands in the middle of a sentence. */
    private static final Pattern NO_WORDS =
            Pattern.compile(
                    "https?://[!-~]++|[!-?A-~]++@[!-~]++"
                            + "|[!-~&&[^0-9_/\\\\#<>{}=|]]*+[0-9_/\\\\#<>{}=|][!-~]*+|\\p{Sc}++");

    private static final Pattern SPACE = Pattern.compile("\\s++");
    private static final int PIECES = 4;
    private static final int PIECE_CHARS = 250;
    private static final int CLEANED_CHARS = 600;

    private TextSample() {}

    static String of(String text) {
        if (text.length() <= PIECES * CLEANED_CHARS) {
            return spread(words(text), PIECE_CHARS);
        }
        // What is cut away here is more than can be read in the end: a long text costs no more.
        return spread(words(spread(text, CLEANED_CHARS)), PIECE_CHARS);
    }

    private static String words(String text) {
        return SPACE.matcher(NO_WORDS.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    }

    /** The whole text, or pieces of this length at even distances. */
    private static String spread(String text, int pieceChars) {
        if (text.length() <= PIECES * pieceChars) {
            return text;
        }
        StringBuilder pieces = new StringBuilder(PIECES * (pieceChars + 1));
        for (int i = 0; i < PIECES; i++) {
            int start = (int) ((long) (text.length() - pieceChars) * i / (PIECES - 1));
            pieces.append(text, start, start + pieceChars).append(' ');
        }
        return pieces.toString();
    }
}
