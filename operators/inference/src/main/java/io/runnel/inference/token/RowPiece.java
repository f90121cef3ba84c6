package io.runnel.inference.token;

import io.runnel.inference.text.Piece;

/**
 * A piece and where in the model row it stands.
 *
 * @param rowStart the row's place of the piece's first token
 */
public record RowPiece(Piece piece, int rowStart) {
    /** The row's place of one of the passage's tokens. */
    public int place(int token) {
        return rowStart + token - piece.firstToken();
    }
}
