package io.runnel.inference;

import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.task.ChunkLogits;
import io.runnel.inference.task.DocumentLogits;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What one model reads of a document: its rows, and their logits as they come in. */
final class ModelReading {
    private final RowSource source;
    private final List<TokenizedPassage> passages;
    private final List<TokenizedChunk> rows;
    private final Set<String> heads;
    private final boolean shortened;
    private final AtomicReferenceArray<RowLogits> logits;

    private ModelReading(
            RowSource source,
            List<TokenizedPassage> passages,
            List<TokenizedChunk> rows,
            Set<String> heads,
            boolean shortened) {
        this.source = source;
        this.passages = passages;
        this.rows = rows;
        this.heads = heads;
        this.shortened = shortened;
        this.logits = new AtomicReferenceArray<>(rows.size());
    }

    /** All rows of these passages, read by these heads. */
    static ModelReading whole(
            RowSource source, List<TokenizedPassage> passages, Set<String> heads) {
        return new ModelReading(
                source,
                passages,
                source.model().rows(source.form(), passages),
                Set.copyOf(heads),
                false);
    }

    /** This reading with the rows that truncated texts keep, as nobody asks for more. */
    ModelReading truncated() {
        List<TokenizedChunk> kept = source.form().truncated(rows, row -> row);
        return new ModelReading(source, passages, kept, heads, kept.size() < rows.size());
    }

    LoadedModel model() {
        return source.model();
    }

    List<TokenizedChunk> rows() {
        return rows;
    }

    /** The names of the heads whose logits are wanted. */
    Set<String> heads() {
        return heads;
    }

    /** Whether a task that truncates texts misses something. */
    boolean isLongerThanTruncated() {
        return shortened || source.form().truncated(rows, row -> row).size() < rows.size();
    }

    int tokens() {
        return rows.stream().mapToInt(TokenizedChunk::length).sum();
    }

    void put(int row, RowLogits rowLogits) {
        logits.set(row, rowLogits);
    }

    /** The document as the model read it, once all rows have their logits. */
    DocumentLogits document() {
        List<ChunkLogits> chunks = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            chunks.add(new ChunkLogits(rows.get(row), logits.get(row)));
        }
        return new DocumentLogits(passages, chunks);
    }
}
