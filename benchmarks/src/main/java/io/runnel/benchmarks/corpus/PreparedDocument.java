package io.runnel.benchmarks.corpus;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.token.TokenizedChunk;
import java.util.List;
import java.util.Set;

/**
 * A document with what it asks of the model, worked out beforehand.
 *
 * @param request what a job would ask the engine
 * @param rows the model rows that the engine will make of it
 * @param heads whose logits the answers are read from
 */
public record PreparedDocument(
        CorpusDocument document,
        InferenceRequest request,
        List<TokenizedChunk> rows,
        Set<String> heads) {
    public PreparedDocument {
        rows = List.copyOf(rows);
        heads = Set.copyOf(heads);
    }

    /** Real tokens of all rows, special ones included. */
    public int tokens() {
        return rows.stream().mapToInt(TokenizedChunk::length).sum();
    }
}
