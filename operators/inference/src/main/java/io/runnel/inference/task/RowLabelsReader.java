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
 * Labels of passages where a row has one answer: a passage that fits into a row has the scores that
 * the reference gives it; a longer one, and all passages together, the mean over their rows,
 * weighted by tokens.
 */
final class RowLabelsReader implements TaskReader<Labels> {
    private final Head head;

    RowLabelsReader(Head head) {
        this.head = head;
    }

    @Override
    public Set<String> heads() {
        return Set.of(head.name());
    }

    @Override
    public Labels read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        WeightedScores overall = new WeightedScores(head.labels().size());
        Map<Integer, WeightedScores> each = new TreeMap<>();
        for (ChunkLogits chunk : document.chunks()) {
            RowPiece row = chunk.chunk().pieces().get(0);
            int passage = row.piece().passage();
            if (wanted.contains(passage)) {
                double[] scores = scores(chunk.logits().head(head.name()));
                int tokens = row.piece().endToken() - row.piece().firstOwnToken();
                overall.add(scores, tokens);
                each.computeIfAbsent(passage, first -> new WeightedScores(scores.length))
                        .add(scores, tokens);
            }
        }
        List<Labels.OfPassage> passages = new ArrayList<>();
        each.forEach(
                (passage, own) ->
                        passages.add(new Labels.OfPassage(passage, own.labels(head.labels()))));
        return new Labels(overall.labels(head.labels()), List.copyOf(passages));
    }

    private double[] scores(HeadLogits logits) {
        double[] row = new double[head.labels().size()];
        for (int label = 0; label < row.length; label++) {
            row[label] = logits.at(0, label);
        }
        return switch (head.shape().scores()) {
            case SOFTMAX -> Softmax.of(row, head.temperature());
            case SIGMOID -> {
                for (int label = 0; label < row.length; label++) {
                    row[label] = Softmax.sigmoid(row[label], head.temperature());
                }
                yield row;
            }
            case NONE -> row;
        };
    }
}
