package io.runnel.inference.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagPathTest {
    private static final List<String> TAGS = List.of("O", "B-a", "I-a", "B-b", "I-b");

    private final TagPath path = new TagPath(TAGS);

    @Test
    void aWordGoesOnWithItsOwnTypeOnly() {
        double[] place = {0.1, 0.6, 0.1, 0.1, 0.1};
        double[] inAnother = {0.05, 0.05, 0.4, 0.05, 0.45};
        assertThat(path.likeliest(List.of(place, inAnother))).containsExactly(1, 2);
    }

    @Test
    void theFirstWordBeginsWhatItNames() {
        double[] inside = {0.1, 0.2, 0.6, 0.05, 0.05};
        assertThat(path.likeliest(List.of(inside))).containsExactly(1);
    }

    @Test
    void aLaterWordCorrectsAnEarlierOne() {
        double[] unsure = {0.5, 0.0, 0.0, 0.45, 0.05};
        double[] sure = {0.05, 0.01, 0.01, 0.03, 0.9};
        assertThat(path.likeliest(List.of(unsure, sure))).containsExactly(3, 4);
    }

    @Test
    void noWordsHaveNoTags() {
        assertThat(path.likeliest(List.of())).isEmpty();
    }

    @Test
    void noValidSequenceIsLikelier() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<double[]> words = words(random, 1 + random.nextInt(5));
            int[] found = path.likeliest(words);
            assertThat(isValid(found)).isTrue();
            assertThat(score(words, found)).isGreaterThanOrEqualTo(best(words) - 1e-12);
        }
    }

    private static List<double[]> words(Random random, int count) {
        List<double[]> words = new ArrayList<>();
        for (int word = 0; word < count; word++) {
            double[] logits = new double[TAGS.size()];
            for (int tag = 0; tag < logits.length; tag++) {
                logits[tag] = 3 * random.nextGaussian();
            }
            words.add(Softmax.of(logits, 1));
        }
        return words;
    }

    /** The score of the best valid sequence, found by trying all of them. */
    private static double best(List<double[]> words) {
        double best = Double.NEGATIVE_INFINITY;
        int sequences = (int) Math.pow(TAGS.size(), words.size());
        for (int number = 0; number < sequences; number++) {
            int[] tags = new int[words.size()];
            for (int word = 0, rest = number; word < tags.length; word++, rest /= TAGS.size()) {
                tags[word] = rest % TAGS.size();
            }
            if (isValid(tags)) {
                best = Math.max(best, score(words, tags));
            }
        }
        return best;
    }

    private static double score(List<double[]> words, int[] tags) {
        double score = 0;
        for (int word = 0; word < tags.length; word++) {
            score += Math.log(words.get(word)[tags[word]]);
        }
        return score;
    }

    private static boolean isValid(int[] tags) {
        String before = "O";
        for (int tag : tags) {
            String name = TAGS.get(tag);
            if (name.startsWith("I-")
                    && !(before.length() > 1 && before.substring(2).equals(name.substring(2)))) {
                return false;
            }
            before = name;
        }
        return true;
    }
}
