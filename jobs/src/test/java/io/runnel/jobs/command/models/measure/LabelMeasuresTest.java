package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelMeasuresTest {
    private final LabelMeasures measures = new LabelMeasures();

    /** The numbers are those of scikit-learn 1.9.1 with {@code labels=numpy.unique(expected)}. */
    @Test
    void agreesWithScikitLearn() {
        String expected = "aaabbccccd";
        String found = "ababbcacec";
        for (int i = 0; i < expected.length(); i++) {
            measures.add(List.of(expected.substring(i, i + 1)), found.substring(i, i + 1));
        }
        assertThat(measures.accuracy()).isCloseTo(0.6, within(1e-9));
        assertThat(measures.macroF1()).isCloseTo(0.5095238095238095, within(1e-9));
        assertThat(measures.averageRecall()).isCloseTo(0.5416666666666666, within(1e-9));
        assertThat(measures.perLabel()).containsOnlyKeys("a", "b", "c", "d", "e");
    }

    @Test
    void takesEachOfSeveralLabelsForRightAndKeepsSuchRowsOutOfTheMeans() {
        assertThat(measures.add(List.of("a", "b"), "b")).isTrue();
        assertThat(measures.add(List.of("a", "b"), "c")).isFalse();
        measures.add(List.of("c"), "c");
        assertThat(measures.rows()).isEqualTo(3);
        assertThat(measures.accuracy()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(measures.macroF1()).isEqualTo(1);
        assertThat(measures.perLabel()).containsOnlyKeys("c");
    }

    @Test
    void namesTheWorstConfusionsFirst() {
        measures.add(List.of("a"), "b");
        measures.add(List.of("c"), "d");
        measures.add(List.of("c"), "d");
        measures.add(List.of("a"), "a");
        assertThat(measures.worst(5))
                .containsExactly(new Confusion("c", "d", 2), new Confusion("a", "b", 1));
        assertThat(measures.worst(1)).hasSize(1);
    }

    @Test
    void saysNothingGoodOfNoRows() {
        assertThat(measures.accuracy()).isZero();
        assertThat(measures.macroF1()).isZero();
    }
}
