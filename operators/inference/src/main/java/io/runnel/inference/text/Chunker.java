package io.runnel.inference.text;

import java.util.List;

/**
 * Cuts the passages of a document into rows of at most {@code maxTokens}. Every token counts in
 * exactly one piece, and nothing is left out.
 *
 * <p>Rows are cut between passages or sentences where that is possible; inside a sentence only if
 * it alone is longer than a row, then between words, and inside a word only if it alone is. Where a
 * passage is cut, the next row repeats whole sentences (or words) before the cut, so that a name
 * near the border is seen whole and with context.
 */
public final class Chunker {
    private static final int OVERLAP_TOKENS = 32;
    private static final int MIN_ROW_TOKENS = 8;

    private final int maxTokens;
    private final int capacity;
    private final int overlap;

    /**
     * @param maxTokens longest row, special tokens included
     */
    public Chunker(int maxTokens) {
        if (maxTokens < MIN_ROW_TOKENS) {
            throw new IllegalArgumentException(
                    "Rows of "
                            + maxTokens
                            + " tokens are too short; the least is "
                            + MIN_ROW_TOKENS
                            + ".");
        }
        this.maxTokens = maxTokens;
        this.capacity = maxTokens - 2;
        this.overlap = Math.min(OVERLAP_TOKENS, capacity / 4);
    }

    /** The rows, in order; none if no passage has a token. */
    public List<Chunk> chunk(List<? extends MeasuredText> passages) {
        RowFiller rows = new RowFiller(maxTokens);
        for (int passage = 0; passage < passages.size(); passage++) {
            MeasuredText text = passages.get(passage);
            int tokens = text.tokens();
            if (tokens > rows.room() && tokens <= capacity && rows.isHalfFull()) {
                rows.nextRow();
            }
            for (int sentence = 0; sentence < text.sentences().size(); sentence++) {
                place(rows, text, passage, sentence);
            }
        }
        return rows.finish();
    }

    /** The same, but no row holds two passages. */
    public List<Chunk> chunkApart(List<? extends MeasuredText> passages) {
        RowFiller rows = new RowFiller(maxTokens);
        for (int passage = 0; passage < passages.size(); passage++) {
            rows.nextRow();
            MeasuredText text = passages.get(passage);
            for (int sentence = 0; sentence < text.sentences().size(); sentence++) {
                place(rows, text, passage, sentence);
            }
        }
        return rows.finish();
    }

    /**
     * Rows of one passage each, as the reference cuts them: as many tokens as fit, and each row
     * repeats {@code stride} of the one before, wherever that is.
     */
    public List<Chunk> chunkByStride(List<? extends MeasuredText> passages, int stride) {
        if (stride < 0 || stride >= capacity) {
            throw new IllegalArgumentException(
                    "A stride of "
                            + stride
                            + " tokens does not go on in rows of "
                            + capacity
                            + "; expected less.");
        }
        RowFiller rows = new RowFiller(maxTokens);
        for (int passage = 0; passage < passages.size(); passage++) {
            MeasuredText text = passages.get(passage);
            int repeated = 0;
            for (int first = 0; first < text.tokens(); first += capacity - stride) {
                int end = Math.min(text.tokens(), first + capacity);
                rows.nextRow();
                rows.add(text, passage, first, end, repeated);
                repeated = stride;
                if (end == text.tokens()) {
                    break;
                }
            }
        }
        return rows.finish();
    }

    private void place(RowFiller rows, MeasuredText text, int passage, int index) {
        Sentence sentence = text.sentences().get(index);
        if (sentence.tokens() > capacity) {
            placeLong(rows, text, passage, sentence);
        } else if (rows.holds(passage) && rows.canGrowTo(sentence.endToken())) {
            rows.growTo(sentence.endToken(), text);
        } else if (!rows.holds(passage) && sentence.tokens() <= rows.room()) {
            rows.add(text, passage, sentence.firstToken(), sentence.endToken(), 0);
        } else {
            rows.nextRow();
            int first = overlapStart(text.sentences(), index);
            rows.add(text, passage, first, sentence.endToken(), sentence.firstToken() - first);
        }
    }

    /** The first token of the whole sentences in front of this one that fit into the overlap. */
    private int overlapStart(List<Sentence> sentences, int index) {
        Sentence sentence = sentences.get(index);
        int first = sentence.firstToken();
        for (int before = index - 1; before >= 0; before--) {
            int start = sentences.get(before).firstToken();
            if (sentence.firstToken() - start > overlap || sentence.endToken() - start > capacity) {
                break;
            }
            first = start;
        }
        return first;
    }

    private void placeLong(RowFiller rows, MeasuredText text, int passage, Sentence sentence) {
        rows.nextRow();
        int first = sentence.firstToken();
        int repeated = 0;
        while (sentence.endToken() - first > capacity) {
            int end = wordBorderBefore(text, first + capacity, first + overlap + repeated);
            rows.add(text, passage, first, end, repeated);
            rows.nextRow();
            first = wordBorderAfter(text, end - overlap, end);
            repeated = end - first;
        }
        rows.add(text, passage, first, sentence.endToken(), repeated);
    }

    /**
     * The last word border at or before {@code token} and behind {@code least}; the token itself if
     * there is none.
     */
    private static int wordBorderBefore(MeasuredText text, int token, int least) {
        for (int border = token; border > least; border--) {
            if (text.startsWord(border)) {
                return border;
            }
        }
        return token;
    }

    /**
     * The first word border at or after {@code token} and before {@code end}; the token itself if
     * there is none.
     */
    private static int wordBorderAfter(MeasuredText text, int token, int end) {
        for (int border = token; border < end; border++) {
            if (text.startsWord(border)) {
                return border;
            }
        }
        return token;
    }
}
