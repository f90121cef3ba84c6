package io.runnel.benchmarks.ceiling;

import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows packed with hindsight: all are known, so neighbours in length share a batch and next to
 * nothing is padded. The longest come first, so that at the end no caller is left with a big one.
 */
public final class Packing {
    private Packing() {}

    /**
     * Batches of rows.
     *
     * @param maxTokens most padded tokens of a batch; one row always may
     */
    public static List<List<TokenizedChunk>> byLength(List<TokenizedChunk> rows, int maxTokens) {
        List<TokenizedChunk> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingInt(TokenizedChunk::length).reversed());
        List<List<TokenizedChunk>> batches = new ArrayList<>();
        List<TokenizedChunk> batch = new ArrayList<>();
        for (TokenizedChunk row : sorted) {
            if (!batch.isEmpty() && (batch.size() + 1L) * batch.get(0).length() > maxTokens) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(row);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
