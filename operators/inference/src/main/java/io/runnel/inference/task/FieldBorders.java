package io.runnel.inference.task;

import io.runnel.inference.token.TokenizedPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a document, and where a field ends that fills them: at the line's border, if the
 * head finds each word up to it plausible; else where its mention ends.
 */
final class FieldBorders {
    private record Place(int passage, int token) {}

    private final DocumentLogits document;
    private final Map<Place, TaggedWord> byFirstToken = new HashMap<>();
    private final Map<Place, TaggedWord> byEndToken = new HashMap<>();

    /** {@code plausible} are the mentions of all words that may belong to a field. */
    FieldBorders(List<Mention> plausible, DocumentLogits document) {
        this.document = document;
        for (Mention mention : plausible) {
            for (TaggedWord word : mention.words()) {
                byFirstToken.put(new Place(word.passage(), word.firstToken()), word);
                byEndToken.put(new Place(word.passage(), word.endToken()), word);
            }
        }
    }

    /** The mention up to the borders that a field of its kind has. */
    Mention extended(Mention mention) {
        FieldKind kind = FieldKind.of(mention.group());
        List<TaggedWord> words = new ArrayList<>();
        if (kind.startsItsLine()) {
            words.addAll(before(mention));
        }
        words.addAll(mention.words());
        if (kind.endsItsLine()) {
            words.addAll(after(mention));
        }
        return new Mention(mention.group(), words);
    }

    /** The text of the line on which a mention begins. */
    String firstLine(Mention mention) {
        String text = document.passages().get(mention.passage()).text();
        int start = mention.span(document).start();
        int first = start;
        while (first > 0 && !isLineBreak(text.charAt(first - 1))) {
            first--;
        }
        int end = start;
        while (end < text.length() && !isLineBreak(text.charAt(end))) {
            end++;
        }
        return text.substring(first, end);
    }

    private List<TaggedWord> before(Mention mention) {
        List<TaggedWord> words = new ArrayList<>();
        int first = mention.firstToken();
        while (!isBorder(mention.passage(), first)) {
            TaggedWord word = byEndToken.get(new Place(mention.passage(), first));
            if (word == null || !word.group().equals(mention.group())) {
                return List.of();
            }
            words.add(0, word);
            first = word.firstToken();
        }
        return words;
    }

    private List<TaggedWord> after(Mention mention) {
        List<TaggedWord> words = new ArrayList<>();
        int end = mention.endToken();
        while (!isBorder(mention.passage(), end)) {
            TaggedWord word = byFirstToken.get(new Place(mention.passage(), end));
            if (word == null || !word.group().equals(mention.group())) {
                return List.of();
            }
            words.add(word);
            end = word.endToken();
        }
        return words;
    }

    /** Whether a line, or the passage, begins or ends before this token. */
    private boolean isBorder(int passage, int token) {
        TokenizedPassage tokens = document.passages().get(passage);
        if (token == 0 || token == tokens.tokens()) {
            return true;
        }
        int end = tokens.end(token - 1);
        int start = tokens.start(token);
        // A mark belongs to the character before it, and may be a token of its own beside.
        return end < start
                && tokens.text().substring(end, start).chars().anyMatch(FieldBorders::isLineBreak);
    }

    private static boolean isLineBreak(int character) {
        return character == '\n' || character == '\r';
    }
}
