package io.runnel.dashboard.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is compared finds what it must: otherwise its numbers say nothing. */
class WaysTest {
    private static final int QUESTIONS = 400;
    private static final double[] ADDED = {0.02, 0.3, 0.01, -0.1, 0.2, 0, 0.01, 0.05};

    @Test
    void orderTheWordsOfALabelThatIsTheirSum() throws Exception {
        Questions sum = OutAndInTest.scored(ADDED.length, WaysTest::sum);
        Map<String, double[]> ways =
                Map.of(
                        "windows", Ways.windows(sum, 3),
                        "one in", Ways.oneIn(sum),
                        "product", OutAndIn.weigh(sum),
                        "RISE", SampledWays.rise(sum, QUESTIONS),
                        "LIME", SampledWays.lime(sum, QUESTIONS),
                        "linear", SampledWays.linear(sum, QUESTIONS),
                        "Kernel SHAP", SampledWays.kernelShap(sum, QUESTIONS),
                        "Shapley", SampledWays.shapley(sum, QUESTIONS));
        for (Map.Entry<String, double[]> way : ways.entrySet()) {
            double[] weights = way.getValue();
            List<Integer> heaviestFirst =
                    IntStream.range(0, weights.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(word -> -weights[word]))
                            .toList();
            assertThat(heaviestFirst.get(0)).as(way.getKey()).isEqualTo(1);
            assertThat(heaviestFirst).as(way.getKey()).endsWith(3);
        }
    }

    @Test
    void giveWhatTheWordsAddWhereTheyFollowShapley() throws Exception {
        Questions sum = OutAndInTest.scored(ADDED.length, WaysTest::sum);
        for (double[] weights :
                List.of(
                        SampledWays.shapley(sum, QUESTIONS),
                        SampledWays.kernelShap(sum, QUESTIONS))) {
            for (int word = 0; word < ADDED.length; word++) {
                assertThat(weights[word]).isCloseTo(ADDED[word], offset(0.01));
            }
        }
    }

    private static double sum(BitSet left) {
        return 0.4 + left.stream().mapToDouble(word -> ADDED[word]).sum();
    }
}
