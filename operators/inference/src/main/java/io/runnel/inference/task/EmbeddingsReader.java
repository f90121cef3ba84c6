package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbers of passages, pooled as the head says; of a passage of several rows the mean, weighted by
 * tokens.
 */
final class EmbeddingsReader implements TaskReader<Embeddings> {
    private final Head head;

    EmbeddingsReader(Head head) {
        this.head = head;
    }

    @Override
    public Set<String> heads() {
        return Set.of(head.name());
    }

    @Override
    public Embeddings read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        Map<Integer, Mean> each = new TreeMap<>();
        for (ChunkLogits chunk : document.chunks()) {
            RowPiece row = chunk.chunk().pieces().get(0);
            if (wanted.contains(row.piece().passage())) {
                Pool pool = pool(chunk, row);
                int tokens = row.piece().endToken() - row.piece().firstOwnToken();
                each.computeIfAbsent(row.piece().passage(), first -> new Mean(head.width()))
                        .add(pool, tokens);
            }
        }
        List<Embeddings.OfPassage> passages = new ArrayList<>();
        each.forEach(
                (passage, mean) -> passages.add(new Embeddings.OfPassage(passage, mean.vector())));
        return new Embeddings(List.copyOf(passages));
    }

    private Pool pool(ChunkLogits chunk, RowPiece row) {
        HeadLogits logits = chunk.logits().head(head.name());
        Pool pool = new Pool(head.width());
        switch (head.shape().pooling()) {
            case ROW, FIRST -> pool.add(logits, 0, 1);
            case ALL -> pool.add(logits, 0, chunk.chunk().length());
            case SPAN, ALONE ->
                    pool.add(
                            logits,
                            row.place(row.piece().firstOwnToken()),
                            row.place(row.piece().endToken()));
        }
        return pool;
    }

    /** The mean over rows. */
    private static final class Mean {
        private final double[] sums;
        private double weight;

        Mean(int width) {
            this.sums = new double[width];
        }

        void add(Pool pool, int tokens) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += pool.mean(i) * tokens;
            }
            weight += tokens;
        }

        Vector vector() {
            double[] means = sums.clone();
            for (int i = 0; i < means.length; i++) {
                means[i] /= weight;
            }
            return new Vector(means);
        }
    }
}
