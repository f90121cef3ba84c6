package io.runnel.inference.token;

import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Piece;
import java.util.ArrayList;
import java.util.List;

/** One model row: {@code [CLS] piece [SEP] piece [SEP] …}, not padded yet. Immutable. */
public final class TokenizedChunk {
    private final int[] ids;
    private final List<RowPiece> pieces;
    private final int paddingId;

    private TokenizedChunk(int[] ids, List<RowPiece> pieces, int paddingId) {
        this.ids = ids;
        this.pieces = pieces;
        this.paddingId = paddingId;
    }

    /** The row of this chunk of these passages. */
    public static TokenizedChunk of(
            Chunk chunk, List<TokenizedPassage> passages, SpecialTokens special) {
        int[] ids = new int[chunk.rowTokens()];
        List<RowPiece> pieces = new ArrayList<>(chunk.pieces().size());
        ids[0] = special.start();
        int place = 1;
        for (Piece piece : chunk.pieces()) {
            pieces.add(new RowPiece(piece, place));
            TokenizedPassage passage = passages.get(piece.passage());
            for (int token = piece.firstToken(); token < piece.endToken(); token++) {
                ids[place++] = passage.id(token);
            }
            ids[place++] = special.separator();
        }
        return new TokenizedChunk(ids, List.copyOf(pieces), special.padding());
    }

    /** Tokens in the row, special tokens included. */
    public int length() {
        return ids.length;
    }

    /** The token at a place of the row; the padding token behind its end. */
    public int id(int place) {
        return place < ids.length ? ids[place] : paddingId;
    }

    /** The pieces, in the row's order. */
    public List<RowPiece> pieces() {
        return pieces;
    }
}
