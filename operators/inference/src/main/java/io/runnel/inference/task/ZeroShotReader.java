package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Labels that follow from passages, scored as the zero-shot pipeline of the reference does; a
 * passage of several rows, and all passages together, have the mean, weighted by tokens.
 */
final class ZeroShotReader implements TaskReader<Labels> {
    private final Head head;
    private final List<String> candidates;
    private final ClassifyZeroShot.Choice choice;
    private final int follows;
    private final int contradicts;

    /**
     * @throws IllegalArgumentException if no label of the head says that a text follows
     */
    ZeroShotReader(Head head, List<String> candidates, ClassifyZeroShot.Choice choice) {
        this.head = head;
        this.candidates = candidates;
        this.choice = choice;
        this.follows = follows(head);
        this.contradicts = follows == 0 ? head.labels().size() - 1 : 0;
    }

    @Override
    public Set<String> heads() {
        return Set.of(head.name());
    }

    @Override
    public Labels read(DocumentLogits document, List<Integer> asked) {
        Set<Integer> wanted = Set.copyOf(asked);
        WeightedScores overall = new WeightedScores(candidates.size());
        Map<Integer, WeightedScores> each = new TreeMap<>();
        List<ChunkLogits> rows = document.chunks();
        for (int first = 0; first < rows.size(); first += candidates.size()) {
            RowPiece row = rows.get(first).chunk().pieces().get(0);
            int passage = row.piece().passage();
            if (wanted.contains(passage)) {
                double[] scores = scores(rows.subList(first, first + candidates.size()));
                int tokens = row.piece().endToken() - row.piece().firstOwnToken();
                overall.add(scores, tokens);
                each.computeIfAbsent(passage, one -> new WeightedScores(scores.length))
                        .add(scores, tokens);
            }
        }
        List<Labels.OfPassage> passages = new ArrayList<>();
        each.forEach(
                (passage, own) ->
                        passages.add(new Labels.OfPassage(passage, own.labels(candidates))));
        return new Labels(overall.labels(candidates), List.copyOf(passages));
    }

    private double[] scores(List<ChunkLogits> ofCandidates) {
        double[] scores = new double[candidates.size()];
        boolean alone = choice == ClassifyZeroShot.Choice.ANY || candidates.size() == 1;
        for (int i = 0; i < scores.length; i++) {
            HeadLogits logits = ofCandidates.get(i).logits().head(head.name());
            scores[i] =
                    alone
                            ? Softmax.of(
                                    new double[] {logits.at(0, contradicts), logits.at(0, follows)},
                                    head.temperature())[1]
                            : logits.at(0, follows);
        }
        return alone ? scores : Softmax.of(scores, head.temperature());
    }

    private static int follows(Head head) {
        for (int label = 0; label < head.labels().size(); label++) {
            if (head.labels().get(label).toLowerCase(Locale.ROOT).startsWith("entail")) {
                return label;
            }
        }
        throw new IllegalArgumentException(
                "Head '"
                        + head.name()
                        + "' has the labels "
                        + head.labels()
                        + "; expected one that starts with 'entail'. Take a model for natural"
                        + " language inference.");
    }
}
