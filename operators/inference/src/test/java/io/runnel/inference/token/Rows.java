package io.runnel.inference.token;

import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Piece;
import java.util.Arrays;
import java.util.List;

/** Rows made of bare token ids. */
public final class Rows {
    private Rows() {}

    /** {@code [CLS] ids [SEP]} as the tiny model numbers them. */
    public static TokenizedChunk of(int... ids) {
        TokenTable tokens = characters(ids.length);
        System.arraycopy(ids, 0, tokens.ids, 0, ids.length);
        Arrays.setAll(tokens.words, i -> i);
        TokenizedPassage passage = new TokenizedPassage("x".repeat(ids.length), tokens);
        Chunk chunk =
                new Chunk(List.of(new Piece(0, new CharSpan(0, ids.length), 0, ids.length, 0)));
        return TokenizedChunk.of(chunk, List.of(passage), new SpecialTokens(2, 3, 0, 1));
    }

    /** A passage of one-character tokens with these word ids. */
    public static TokenizedPassage passage(int... wordIds) {
        return passage("x".repeat(wordIds.length), wordIds);
    }

    /** A passage of this text, each of its characters a token with one of these word ids. */
    public static TokenizedPassage passage(String text, int... wordIds) {
        TokenTable tokens = characters(wordIds.length);
        System.arraycopy(wordIds, 0, tokens.words, 0, wordIds.length);
        return new TokenizedPassage(text, tokens);
    }

    /** A row of this many tokens in all. */
    public static TokenizedChunk ofLength(int length) {
        int[] ids = new int[length - 2];
        Arrays.fill(ids, 5);
        return of(ids);
    }

    private static TokenTable characters(int count) {
        TokenTable tokens = new TokenTable(count);
        Arrays.setAll(tokens.starts, i -> i);
        Arrays.setAll(tokens.ends, i -> i + 1);
        Arrays.setAll(tokens.ownEnds, i -> i + 1);
        return tokens;
    }
}
