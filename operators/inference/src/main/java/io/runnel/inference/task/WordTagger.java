package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags each word of a piece once, as the Hugging Face pipeline does with its aggregation strategies
 * of the same names; a head may ask for the likeliest valid sequence instead of the likeliest tag
 * of each word.
 */
final class WordTagger {
    private static final double NEVER = 2;

    private final Head head;
    private final WordAggregation aggregation;
    private final double plausible;
    private final TagPath path;

    WordTagger(Head head, WordAggregation aggregation) {
        this(head, aggregation, NEVER);
    }

    /** Tags a word {@code O} only where no other tag has at least the plausible probability. */
    WordTagger(Head head, WordAggregation aggregation, double plausible) {
        this.head = head;
        this.aggregation = aggregation;
        this.plausible = plausible;
        this.path = new TagPath(head.labels());
    }

    /** The name of the head whose logits it reads. */
    String head() {
        return head.name();
    }

    List<TaggedWord> tag(TokenizedPassage passage, RowPiece row, HeadLogits logits) {
        List<Integer> starts = new ArrayList<>();
        List<double[]> probabilities = new ArrayList<>();
        int end = row.piece().endToken();
        for (int first = row.piece().firstToken(); first < end; ) {
            int next = first + 1;
            while (next < end && !passage.startsWord(next)) {
                next++;
            }
            starts.add(first);
            probabilities.add(wordProbabilities(logits, row.place(first), row.place(next)));
            first = next;
        }
        starts.add(end);
        int[] tags = tags(probabilities);
        List<TaggedWord> words = new ArrayList<>();
        for (int word = 0; word < tags.length; word++) {
            words.add(
                    new TaggedWord(
                            row.piece().passage(),
                            starts.get(word),
                            starts.get(word + 1),
                            head.labels().get(tags[word]),
                            probabilities.get(word)[tags[word]]));
        }
        return words;
    }

    private int[] tags(List<double[]> probabilities) {
        int[] tags =
                switch (head.decoding()) {
                    case ARGMAX -> probabilities.stream().mapToInt(Softmax::argmax).toArray();
                    case VITERBI -> path.likeliest(probabilities);
                };
        for (int word = 0; word < tags.length; word++) {
            tags[word] = plausible(probabilities.get(word), tags[word]);
        }
        return tags;
    }

    /**
     * The tag that was chosen, or instead of {@code O} the likeliest other one if it is plausible.
     */
    private int plausible(double[] probabilities, int tag) {
        if (plausible == NEVER || !head.labels().get(tag).equals(TaggedWord.OUTSIDE)) {
            return tag;
        }
        double[] others = probabilities.clone();
        others[tag] = 0;
        int other = Softmax.argmax(others);
        return others[other] >= plausible ? other : tag;
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
