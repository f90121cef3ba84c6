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
import java.util.function.Predicate;

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

    /** This reading with its first rows only, as nobody asks for more. */
    ModelReading firstRows() {
        List<TokenizedChunk> first = rows.stream().filter(this::isFirst).toList();
        return new ModelReading(source, passages, first, heads, first.size() < rows.size());
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

    /** Whether a task that reads the first rows only misses something. */
    boolean isLongerThanFirstRows() {
        return shortened || !rows.stream().allMatch(this::isFirst);
    }

    int tokens() {
        return rows.stream().mapToInt(TokenizedChunk::length).sum();
    }

    void put(int row, RowLogits rowLogits) {
        logits.set(row, rowLogits);
    }

    /** The document as the model read it, once all rows have their logits. */
    DocumentLogits document() {
        return document(row -> true);
    }

    /** The same as if only its first rows had been read. */
    DocumentLogits truncated() {
        return document(this::isFirst);
    }

    private DocumentLogits document(Predicate<TokenizedChunk> counts) {
        List<ChunkLogits> chunks = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            if (counts.test(rows.get(row))) {
                chunks.add(new ChunkLogits(rows.get(row), logits.get(row)));
            }
        }
        return new DocumentLogits(passages, chunks);
    }

    /** Whether it is the first row of the document, or of its passage where each has its own. */
    private boolean isFirst(TokenizedChunk row) {
        return switch (source.form().packing()) {
            case TOGETHER -> row == rows.get(0);
            case APART -> row.pieces().get(0).piece().firstToken() == 0;
        };
    }
}
