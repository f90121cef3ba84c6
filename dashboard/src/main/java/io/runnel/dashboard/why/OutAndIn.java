package io.runnel.dashboard.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Weighs each word twice, and takes the mean: by what the label loses where the word alone is left
 * out, and by what the label has where nothing but the word is left. Words that say the same thing
 * hide each other from the first question and not from the second.
 *
 * <p>The second is counted from the middle word, since a head that knows three labels gives each of
 * them something even for a word that says nothing.
 */
final class OutAndIn {
    /** As it stands in answers. */
    static final String METHOD = "one-out-one-in";

    private OutAndIn() {}

    /** The weight of each word, between -1 and 1; two questions for each. */
    static double[] weigh(Questions questions) throws InterruptedException {
        int words = questions.words();
        List<BitSet> leftOut = new ArrayList<>();
        for (int word = 0; word < words; word++) {
            leftOut.add(only(word));
        }
        for (int word = 0; word < words; word++) {
            leftOut.add(others(only(word), words));
        }
        double[] scores = questions.without(leftOut);
        double[] alone = Arrays.copyOfRange(scores, words, 2 * words);
        double middle = middle(alone);
        double[] weights = new double[words];
        for (int word = 0; word < words; word++) {
            weights[word] = (questions.whole() - scores[word] + alone[word] - middle) / 2;
        }
        return weights;
    }

    static BitSet only(int word) {
        BitSet set = new BitSet();
        set.set(word);
        return set;
    }

    /** All words that are not in the set. */
    static BitSet others(BitSet set, int words) {
        BitSet others = (BitSet) set.clone();
        others.flip(0, words);
        return others;
    }

    private static double middle(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
