package io.runnel.inference.text;

import java.util.ArrayList;
import java.util.List;

/** Fills rows with pieces, one after another. The last piece of the current row may still grow. */
final class RowFiller {
    private final int maxTokens;
    private final List<Chunk> full = new ArrayList<>();
    private List<Piece> row = new ArrayList<>();
    private int used = 1;

    RowFiller(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    boolean isEmpty() {
        return row.isEmpty();
    }

    /** Tokens that one more piece may have in this row. */
    int room() {
        return maxTokens - used - 1;
    }

    /** Whether at least half of the row is filled. */
    boolean isHalfFull() {
        return used >= maxTokens / 2;
    }

    /** Whether the last piece is of this passage, so that it can grow. */
    boolean holds(int passage) {
        return !row.isEmpty() && last().passage() == passage;
    }

    /** Whether the last piece can grow up to this token. */
    boolean canGrowTo(int endToken) {
        return used + endToken - last().endToken() <= maxTokens;
    }

    void growTo(int endToken, MeasuredText text) {
        Piece piece = row.remove(row.size() - 1);
        used -= piece.tokens() + 1;
        add(text, piece.passage(), piece.firstToken(), endToken, piece.repeated());
    }

    void add(MeasuredText text, int passage, int firstToken, int endToken, int repeated) {
        CharSpan span = new CharSpan(text.start(firstToken), text.end(endToken - 1));
        row.add(new Piece(passage, span, firstToken, endToken, repeated));
        used += endToken - firstToken + 1;
    }

    /** Starts a new row, if this one holds anything. */
    void nextRow() {
        if (!row.isEmpty()) {
            full.add(new Chunk(row));
            row = new ArrayList<>();
            used = 1;
        }
    }

    List<Chunk> finish() {
        nextRow();
        return List.copyOf(full);
    }

    private Piece last() {
        return row.get(row.size() - 1);
    }
}
