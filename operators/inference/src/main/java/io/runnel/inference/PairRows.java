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
    private final Tokenizer tokenizer;
    private final int maxTokens;

    PairRows(Tokenizer tokenizer, int maxTokens) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
    }

    /** The rows, part by part, and in each part in the order of the second texts. */
    List<TokenizedChunk> rows(List<TokenizedPassage> passages, List<String> seconds) {
        List<TokenizedPassage> tokenized = seconds.stream().map(tokenizer::tokenize).toList();
        int longest = tokenized.stream().mapToInt(TokenizedPassage::tokens).max().orElse(0);
        PairMarks marks = tokenizer.pairMarks();
        // A chunker counts two special tokens around a piece itself.
        Chunker chunker = new Chunker(maxTokens - longest - marks.count() + 2);
        List<TokenizedChunk> rows = new ArrayList<>();
        for (Chunk chunk : chunker.chunkApart(passages)) {
            for (TokenizedPassage second : tokenized) {
                rows.add(TokenizedChunk.pair(chunk, passages, second, marks, tokenizer.special()));
            }
        }
        return rows;
    }
}
