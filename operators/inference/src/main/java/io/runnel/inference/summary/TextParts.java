package io.runnel.inference.summary;

import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a text into parts of at most so many tokens, between sentences where that is possible; a
 * sentence that alone is longer is cut between words.
 */
final class TextParts {
    private final ToIntFunction<String> tokens;
    private final int most;

    /**
     * @param tokens counts the tokens of a text
     * @param most tokens of a part
     */
    TextParts(ToIntFunction<String> tokens, int most) {
        this.tokens = tokens;
        this.most = most;
    }

    List<String> of(String text) {
        if (tokens.applyAsInt(text) <= most) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        int used = 0;
        for (CharSpan span : SentenceSplitter.split(text)) {
            for (String piece : pieces(span.of(text))) {
                int count = tokens.applyAsInt(piece);
                if (used + count > most && !part.isEmpty()) {
                    add(part, parts);
                    part = new ArrayList<>();
                    used = 0;
                }
                part.add(piece);
                used += count;
            }
        }
        if (!part.isEmpty()) {
            add(part, parts);
        }
        return List.copyOf(parts);
    }

    /** Joins pieces, or halves of them: behind a blank a word may take more tokens than alone. */
    private void add(List<String> pieces, List<String> parts) {
        String joined = String.join(" ", pieces);
        if (pieces.size() == 1 || tokens.applyAsInt(joined) <= most) {
            parts.add(joined);
            return;
        }
        int middle = pieces.size() / 2;
        add(pieces.subList(0, middle), parts);
        add(pieces.subList(middle, pieces.size()), parts);
    }

    /** The sentence, or halves of it, each between words, until all are short enough. */
    private List<String> pieces(String sentence) {
        if (tokens.applyAsInt(sentence) <= most || isOneCharacter(sentence)) {
            return List.of(sentence);
        }
        int middle = sentence.lastIndexOf(' ', sentence.length() / 2);
        int cut = middle > 0 ? middle : whole(sentence, sentence.length() / 2);
        List<String> pieces = new ArrayList<>(pieces(sentence.substring(0, cut).strip()));
        pieces.addAll(pieces(sentence.substring(cut).strip()));
        return List.copyOf(pieces);
    }

    private static boolean isOneCharacter(String text) {
        return text.codePointCount(0, text.length()) < 2;
    }

    /** A place near this one that is not inside of a character. */
    private static int whole(String text, int place) {
        return Character.isLowSurrogate(text.charAt(place)) ? place + 1 : place;
    }
}
