package io.runnel.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.benchmarks.scale.LinearFit.Point;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-9);

    /** 2 ms for each document, 0.1 ms for each token; 300 MiB and 100 for each worker. */
    private static final Sizing SIZING =
            new Sizing(new LinearFit(0.002, 0.0001, 0), new LinearFit(300, 100, 0));

    @Test
    void findsTheLineThroughPointsOfVeryDifferentSize() {
        LinearFit fit =
                LinearFit.of(
                        List.of(new Point(10, 3), new Point(100, 12), new Point(16_000, 1_602)));
        assertThat(fit.constant()).isEqualTo(2, NEAR);
        assertThat(fit.slope()).isEqualTo(0.1, NEAR);
        assertThat(fit.worst()).isEqualTo(0, NEAR);
    }

    @Test
    void tellsHowFarTheWorstPointIsFromTheLine() {
        LinearFit fit = LinearFit.of(List.of(new Point(1, 1), new Point(2, 2), new Point(3, 4)));
        assertThat(fit.worst()).isBetween(0.05, 0.3);
    }

    @Test
    void needsTwoPlacesForALine() {
        assertThatThrownBy(() -> LinearFit.of(List.of(new Point(5, 1), new Point(5, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two places");
    }

    @Test
    void saysWhatALoadNeeds() {
        // 80 tokens cost 10 ms: a CPU takes 100 a second, 70 of them as it is meant to be used.
        assertThat(SIZING.documentsPerSecond(80, 2)).isEqualTo(200, NEAR);
        assertThat(SIZING.cpus(86_400 * 70.0, 80)).isEqualTo(1, NEAR);
        assertThat(SIZING.machines(86_400 * 70.0 * 9, 80, 4)).isEqualTo(3);
        assertThat(SIZING.machines(1, 80, 4)).isEqualTo(1);
        assertThat(SIZING.taskManagerMib(4)).isEqualTo(700, NEAR);
    }

    @Test
    void saysWhatAThousandDocumentsCost() {
        // 10 s of CPU at 3.6 cents an hour: a hundredth of a cent.
        assertThat(SIZING.microDollars(80, 0.036)).isEqualTo(100, NEAR);
    }
}
