package io.runnel.jobs.command.models.summary;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A way to say which sentences of a document tell most, without a trained model. */
public enum Baseline {
    /** From the beginning. */
    LEAD("lead") {
        @Override
        public List<Integer> order(List<String> sentences) {
            return IntStream.range(0, sentences.size()).boxed().toList();
        }
    },
    /** Nearest to the centre of all sentences, as vectors of weighted words. */
    CENTROID("centroid") {
        @Override
        public List<Integer> order(List<String> sentences) {
            return ofProper(sentences, Centroid::order);
        }
    },
    /** Most similar to many sentences that are similar to many. */
    TEXTRANK("textrank") {
        @Override
        public List<Integer> order(List<String> sentences) {
            return ofProper(sentences, TextRank::order);
        }
    };

    private static final int MIN_WORDS = 4;

    private final String label;

    Baseline(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }

    /** The places of the sentences that may be taken, the one to take first at the beginning. */
    public abstract List<Integer> order(List<String> sentences);

    /**
     * An order of the sentences that have at least four words, as the engine chooses them too; of
     * all, where none has. Without this "Yeah." wins, because half of a meeting says so.
     */
    private static List<Integer> ofProper(
            List<String> sentences, Function<List<String>, List<Integer>> order) {
        List<Integer> proper =
                IntStream.range(0, sentences.size())
                        .filter(place -> SentenceWords.count(sentences.get(place)) >= MIN_WORDS)
                        .boxed()
                        .toList();
        if (proper.isEmpty()) {
            return order.apply(sentences);
        }
        return order.apply(proper.stream().map(sentences::get).toList()).stream()
                .map(proper::get)
                .toList();
    }
}
