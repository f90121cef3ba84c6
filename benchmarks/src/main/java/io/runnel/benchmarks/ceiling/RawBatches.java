package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All batches of some documents, packed with hindsight and in tensors. Owns them until closed. */
public final class RawBatches implements AutoCloseable {
    private final List<RawBatch> batches;
    private final Set<String> outputs;
    private final int documents;

    private RawBatches(List<RawBatch> batches, Set<String> outputs, int documents) {
        this.batches = batches;
        this.outputs = outputs;
        this.documents = documents;
    }

    /**
     * Packs the rows of these documents.
     *
     * @param model any model that will run them
     * @param maxTokens most padded tokens of a batch
     */
    public static RawBatches pack(List<PreparedDocument> documents, RawModel model, int maxTokens) {
        List<TokenizedChunk> rows = new ArrayList<>();
        Set<String> heads = new HashSet<>();
        for (PreparedDocument document : documents) {
            rows.addAll(document.rows());
            heads.addAll(document.heads());
        }
        return new RawBatches(
                model.batches(Packing.byLength(rows, maxTokens)),
                model.outputs(heads),
                documents.size());
    }

    /** Batches that were made otherwise, as if each were a document. */
    static RawBatches of(List<RawBatch> batches, Set<String> outputs) {
        return new RawBatches(batches, outputs, batches.size());
    }

    /** The batches; they belong to this. */
    public List<RawBatch> all() {
        return batches;
    }

    /** The graph's outputs that are asked for. */
    Set<String> outputs() {
        return outputs;
    }

    /** Runs all of them on this thread, one after another. */
    public void runAll(RawModel model) {
        batches.forEach(batch -> model.run(batch, outputs, 0));
    }

    /** How many documents they are of. */
    int documents() {
        return documents;
    }

    /** Real tokens. */
    public long tokens() {
        return batches.stream().mapToLong(RawBatch::tokens).sum();
    }

    /** Padded tokens for each real one. */
    public double padding() {
        long padded = batches.stream().mapToLong(RawBatch::paddedTokens).sum();
        return (double) padded / tokens();
    }

    /** Rows of a batch on average. */
    public double rowsPerBatch() {
        return batches.stream().mapToInt(RawBatch::rows).average().orElse(0);
    }

    @Override
    public void close() {
        batches.forEach(RawBatch::close);
    }
}
