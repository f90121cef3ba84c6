package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowSampleTest {
    @Test
    void keepsTheOrderAndDrawsTheSameAgain() {
        assertThat(draw(5, 1)).hasSize(5).isSorted().isEqualTo(draw(5, 1)).isNotEqualTo(draw(5, 2));
    }

    @Test
    void takesAllWhereThereAreNoMore() {
        assertThat(draw(200, 1)).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void drawsEachRowAsOftenAsAnyOther() {
        double mean =
                IntStream.range(0, 500)
                        .mapToObj(seed -> draw(10, seed))
                        .flatMap(List::stream)
                        .mapToInt(row -> row)
                        .average()
                        .orElseThrow();
        assertThat(mean).isCloseTo(49.5, within(1.5));
    }

    private static List<Integer> draw(int most, long seed) {
        RowSample<Integer> sample = new RowSample<>(most, seed);
        IntStream.range(0, 100).forEach(sample::offer);
        return sample.rows();
    }
}
