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
        int[] starts = new int[ids.length];
        Arrays.setAll(starts, i -> i);
        int[] ends = new int[ids.length];
        Arrays.setAll(ends, i -> i + 1);
        TokenizedPassage passage =
                new TokenizedPassage("x".repeat(ids.length), ids, starts, ends, starts);
        Chunk chunk =
                new Chunk(List.of(new Piece(0, new CharSpan(0, ids.length), 0, ids.length, 0)));
        return TokenizedChunk.of(chunk, List.of(passage), new SpecialTokens(2, 3, 0, 1));
    }

    /** A passage of one-character tokens with these word ids. */
    public static TokenizedPassage passage(int... wordIds) {
        int[] starts = new int[wordIds.length];
        Arrays.setAll(starts, i -> i);
        int[] ends = new int[wordIds.length];
        Arrays.setAll(ends, i -> i + 1);
        return new TokenizedPassage("x".repeat(wordIds.length), starts, starts, ends, wordIds);
    }

    /** A row of this many tokens in all. */
    public static TokenizedChunk ofLength(int length) {
        int[] ids = new int[length - 2];
        Arrays.fill(ids, 5);
        return of(ids);
    }
}
