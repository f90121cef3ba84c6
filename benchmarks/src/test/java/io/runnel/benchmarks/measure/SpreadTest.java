package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void tellsMedianQuartilesAndExtremes() {
        Spread spread = Spread.of(List.of(5.0, 1.0, 3.0, 2.0, 4.0));
        assertThat(spread.median()).isEqualTo(3, EXACT);
        assertThat(spread.low()).isEqualTo(2, EXACT);
        assertThat(spread.high()).isEqualTo(4, EXACT);
        assertThat(spread.min()).isEqualTo(1, EXACT);
        assertThat(spread.max()).isEqualTo(5, EXACT);
        assertThat(spread.relative()).isEqualTo(2.0 / 3, EXACT);
    }

    @Test
    void liesBetweenTwoMeasurements() {
        assertThat(Spread.of(List.of(1.0, 2.0)).median()).isEqualTo(1.5, EXACT);
        assertThat(Spread.of(List.of(7.0)).low()).isEqualTo(7, EXACT);
    }

    @Test
    void needsAMeasurement() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comparesRunsOfTheSameRound() {
        // The second round was twice as slow for both.
        Spread ratio = Contest.ratio(List.of(9.0, 4.5, 9.0), List.of(10.0, 5.0, 10.0));
        assertThat(ratio.median()).isEqualTo(0.9, EXACT);
        assertThat(ratio.max() - ratio.min()).isEqualTo(0, EXACT);
    }
}
