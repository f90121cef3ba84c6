package io.runnel.inference.text;

import java.util.List;

/** What one model row holds: pieces of consecutive passages. Never empty. */
public record Chunk(List<Piece> pieces) {
    public Chunk {
        pieces = List.copyOf(pieces);
    }

    /** The tokens of the row: one in front, the pieces, and one behind each of them. */
    public int rowTokens() {
        return 1 + pieces.stream().mapToInt(piece -> piece.tokens() + 1).sum();
    }
}
