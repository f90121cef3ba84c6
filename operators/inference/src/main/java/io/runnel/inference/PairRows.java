package io.runnel.inference;

import io.runnel.inference.text.Chunk;
import io.runnel.inference.text.Chunker;
import io.runnel.inference.token.PairMarks;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows with two texts: each part of a passage with each of the second texts. A second text is never
 * cut; passages are cut so that the longest of them fits behind every part.
 */
final class PairRows {
    /** Less would cut a text into single words. */
    private static final int LEAST_ROOM = 8;

    private final Tokenizer tokenizer;
    private final int maxTokens;

    PairRows(Tokenizer tokenizer, int maxTokens) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
    }

    /**
     * Makes sure that there is room for a passage beside each of these texts.
     *
     * @throws IllegalArgumentException if there is not
     */
    void requireRoom(List<String> seconds) {
        for (String second : seconds) {
            int room = room(tokenizer.tokenize(second).tokens());
            if (room < LEAST_ROOM) {
                throw new IllegalArgumentException(
                        "The candidate label's sentence '"
                                + second
                                + "' leaves "
                                + Math.max(0, room - 2)
                                + " of "
                                + maxTokens
                                + " tokens for a text; write a shorter one.");
            }
        }
    }

    /** The rows, part by part, and in each part in the order of the second texts. */
    List<TokenizedChunk> rows(List<TokenizedPassage> passages, List<String> seconds) {
        List<TokenizedPassage> tokenized = seconds.stream().map(tokenizer::tokenize).toList();
        int longest = tokenized.stream().mapToInt(TokenizedPassage::tokens).max().orElse(0);
        PairMarks marks = tokenizer.pairMarks();
        Chunker chunker = new Chunker(room(longest));
        List<TokenizedChunk> rows = new ArrayList<>();
        for (Chunk chunk : chunker.chunkApart(passages)) {
            for (TokenizedPassage second : tokenized) {
                rows.add(TokenizedChunk.pair(chunk, passages, second, marks, tokenizer.special()));
            }
        }
        return rows;
    }

    /** A chunker counts two special tokens around a piece itself. */
    private int room(int second) {
        return maxTokens - second - tokenizer.pairMarks().count() + 2;
    }
}
