package io.runnel.inference.token;

import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Piece;
import java.util.ArrayList;
import java.util.List;

/** One model row: {@code [CLS] piece [SEP] piece [SEP] …}, not padded yet. Immutable. */
public final class TokenizedChunk {
    private final int[] ids;
    private final byte[] letterCases;
    private final int secondStart;
    private final int secondSegment;
    private final List<RowPiece> pieces;
    private final int paddingId;

    private TokenizedChunk(
            int[] ids, byte[] letterCases, Second second, List<RowPiece> pieces, int paddingId) {
        this.ids = ids;
        this.letterCases = letterCases;
        this.secondStart = second.start();
        this.secondSegment = second.segment();
        this.pieces = pieces;
        this.paddingId = paddingId;
    }

    /** The row of this chunk of these passages. */
    public static TokenizedChunk of(
            Chunk chunk, List<TokenizedPassage> passages, SpecialTokens special) {
        int[] ids = new int[chunk.rowTokens()];
        byte[] letterCases = new byte[ids.length];
        List<RowPiece> pieces = new ArrayList<>(chunk.pieces().size());
        ids[0] = special.start();
        int place = 1;
        for (Piece piece : chunk.pieces()) {
            pieces.add(new RowPiece(piece, place));
            TokenizedPassage passage = passages.get(piece.passage());
            for (int token = piece.firstToken(); token < piece.endToken(); token++) {
                letterCases[place] = passage.letterCase(token);
                ids[place++] = passage.id(token);
            }
            ids[place++] = special.separator();
        }
        return new TokenizedChunk(
                ids, letterCases, Second.NONE, List.copyOf(pieces), special.padding());
    }

    /** The row of a chunk with one piece, and a second text behind it. */
    public static TokenizedChunk pair(
            Chunk chunk,
            List<TokenizedPassage> passages,
            TokenizedPassage second,
            PairMarks marks,
            SpecialTokens special) {
        Piece piece = chunk.pieces().get(0);
        TokenizedPassage first = passages.get(piece.passage());
        int[] ids = new int[piece.tokens() + second.tokens() + marks.count()];
        int place = 0;
        ids[place++] = marks.start();
        for (int token = piece.firstToken(); token < piece.endToken(); token++) {
            ids[place++] = first.id(token);
        }
        for (int between : marks.between()) {
            ids[place++] = between;
        }
        int secondStart = place;
        for (int token = 0; token < second.tokens(); token++) {
            ids[place++] = second.id(token);
        }
        ids[place] = marks.end();
        return new TokenizedChunk(
                ids,
                new byte[0],
                new Second(secondStart, marks.secondSegment()),
                List.of(new RowPiece(piece, 1)),
                special.padding());
    }

    /** Where the second text of a row starts, and its segment. */
    private record Second(int start, int segment) {
        private static final Second NONE = new Second(Integer.MAX_VALUE, 0);
    }

    /** Tokens in the row, special tokens included. */
    public int length() {
        return ids.length;
    }

    /** The token at a place of the row; the padding token behind its end. */
    public int id(int place) {
        return place < ids.length ? ids[place] : paddingId;
    }

    /**
     * The letter case of the token at a place of the row, from 0 to 3; 0 for special tokens and
     * behind the row's end.
     */
    public int letterCase(int place) {
        return place < letterCases.length ? letterCases[place] : LetterCase.NONE;
    }

    /** Which of two texts the token at a place of the row belongs to; 0 behind the row's end. */
    public int segment(int place) {
        return place >= secondStart && place < ids.length ? secondSegment : 0;
    }

    /** The pieces, in the row's order. */
    public List<RowPiece> pieces() {
        return pieces;
    }
}
