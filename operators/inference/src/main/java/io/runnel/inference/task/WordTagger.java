package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags each word of a piece once, as the Hugging Face pipeline does with its aggregation strategies
 * of the same names.
 */
final class WordTagger {
    private final Head head;
    private final WordAggregation aggregation;

    WordTagger(Head head, WordAggregation aggregation) {
        this.head = head;
        this.aggregation = aggregation;
    }

    /** The name of the head whose logits it reads. */
    String head() {
        return head.name();
    }

    List<TaggedWord> tag(TokenizedPassage passage, RowPiece row, HeadLogits logits) {
        List<TaggedWord> words = new ArrayList<>();
        int end = row.piece().endToken();
        for (int first = row.piece().firstToken(); first < end; ) {
            int next = first + 1;
            while (next < end && !passage.startsWord(next)) {
                next++;
            }
            double[] probabilities = wordProbabilities(logits, row.place(first), row.place(next));
            int best = Softmax.argmax(probabilities);
            words.add(
                    new TaggedWord(
                            row.piece().passage(),
                            first,
                            next,
                            head.labels().get(best),
                            probabilities[best]));
            first = next;
        }
        return words;
    }

    private double[] wordProbabilities(HeadLogits logits, int firstPlace, int endPlace) {
        return switch (aggregation) {
            case FIRST -> probabilities(logits, firstPlace);
            case MAX -> surest(logits, firstPlace, endPlace);
            case AVERAGE -> mean(logits, firstPlace, endPlace);
        };
    }

    private double[] surest(HeadLogits logits, int firstPlace, int endPlace) {
        double[] surest = probabilities(logits, firstPlace);
        for (int place = firstPlace + 1; place < endPlace; place++) {
            double[] probabilities = probabilities(logits, place);
            if (probabilities[Softmax.argmax(probabilities)] > surest[Softmax.argmax(surest)]) {
                surest = probabilities;
            }
        }
        return surest;
    }

    private double[] mean(HeadLogits logits, int firstPlace, int endPlace) {
        double[] mean = new double[logits.labels()];
        for (int place = firstPlace; place < endPlace; place++) {
            double[] probabilities = probabilities(logits, place);
            for (int label = 0; label < mean.length; label++) {
                mean[label] += probabilities[label] / (endPlace - firstPlace);
            }
        }
        return mean;
    }

    private double[] probabilities(HeadLogits logits, int place) {
        double[] token = new double[logits.labels()];
        for (int label = 0; label < token.length; label++) {
            token[label] = logits.at(place, label);
        }
        return Softmax.of(token, head.temperature());
    }
}
