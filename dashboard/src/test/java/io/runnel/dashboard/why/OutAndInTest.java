package io.runnel.dashboard.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OutAndInTest {
    private static final Offset<Double> ALMOST = Offset.offset(1e-9);

    @Test
    void findsWordsThatHideEachOther() throws Exception {
        Questions eitherIsEnough = scored(4, left -> left.get(1) || left.get(3) ? 0.9 : 0.1);
        assertThat(Ways.windows(eitherIsEnough, 1)).containsExactly(new double[] {0, 0, 0, 0});
        double[] weights = OutAndIn.weigh(eitherIsEnough);
        assertThat(weights[1]).isEqualTo(weights[3]).isGreaterThan(weights[0] + 0.3);
        assertThat(weights[0]).isEqualTo(weights[2]);
    }

    @Test
    void findsAWordThatSpeaksAgainstTheLabel() throws Exception {
        double[] weights =
                OutAndIn.weigh(
                        scored(5, left -> 0.5 + (left.get(0) ? 0.3 : 0) - (left.get(4) ? 0.2 : 0)));
        assertThat(weights[0]).isCloseTo(0.3, ALMOST);
        assertThat(weights[2]).isCloseTo(0, ALMOST);
        assertThat(weights[4]).isCloseTo(-0.2, ALMOST);
    }

    @Test
    void givesTheOnlyWordAWeightAndNothingToATextWithoutWords() throws Exception {
        assertThat(OutAndIn.weigh(scored(1, left -> left.get(0) ? 0.8 : 0))).containsExactly(0.4);
        assertThat(OutAndIn.weigh(scored(0, left -> 0.8))).isEmpty();
    }

    /** A label whose probability is a function of the words that are left. */
    static Questions scored(int words, ToDoubleFunction<BitSet> score) {
        return new Questions() {
            @Override
            public int words() {
                return words;
            }

            @Override
            public double whole() {
                return without(List.of(new BitSet()))[0];
            }

            @Override
            public double[] without(List<BitSet> leftOut) {
                return leftOut.stream()
                        .map(gone -> OutAndIn.others(gone, words))
                        .mapToDouble(score)
                        .toArray();
            }
        };
    }
}
