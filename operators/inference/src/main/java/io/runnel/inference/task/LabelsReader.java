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
 * Labels of passages, together and each: in every chunk the mean over the tokens that count there,
 * as probabilities, and over chunks the mean of these, weighted by tokens. Passages without tokens
 * have no labels; if no passage has any, both lists are empty.
 */
final class LabelsReader implements TaskReader<Labels> {
    private final Head head;

    LabelsReader(Head head) {
        this.head = head;
    }

    @Override
    public Set<String> heads() {
        return Set.of(head.name());
    }

    @Override
    public Labels read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        int labels = head.labels().size();
        WeightedProbabilities overall = new WeightedProbabilities(labels);
        Map<Integer, WeightedProbabilities> each = new TreeMap<>();
        for (ChunkLogits chunk : document.chunks()) {
            HeadLogits logits = chunk.logits().head(head.name());
            Pool together = new Pool(labels);
            for (RowPiece piece : chunk.chunk().pieces()) {
                int passage = piece.piece().passage();
                if (wanted.contains(passage)) {
                    Pool alone = new Pool(labels);
                    addOwnTokens(alone, logits, piece);
                    addOwnTokens(together, logits, piece);
                    each.computeIfAbsent(passage, first -> new WeightedProbabilities(labels))
                            .add(alone, head.temperature());
                }
            }
            overall.add(together, head.temperature());
        }
        List<Labels.OfPassage> passages = new ArrayList<>();
        each.forEach(
                (passage, own) ->
                        passages.add(new Labels.OfPassage(passage, own.labels(head.labels()))));
        return new Labels(overall.labels(head.labels()), List.copyOf(passages));
    }

    private static void addOwnTokens(Pool pool, HeadLogits logits, RowPiece piece) {
        pool.add(
                logits,
                piece.place(piece.piece().firstOwnToken()),
                piece.place(piece.piece().endToken()));
    }
}
