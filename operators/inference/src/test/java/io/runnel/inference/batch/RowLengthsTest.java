package io.runnel.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.token.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowLengthsTest {
    @Test
    void padsToAFewLengths() {
        assertThat(RowLengths.padded(2, 256)).isEqualTo(16);
        assertThat(RowLengths.padded(17, 256)).isEqualTo(24);
        assertThat(RowLengths.padded(256, 256)).isEqualTo(256);
        assertThat(RowLengths.padded(600, 8192)).isEqualTo(640);
        assertThat(
                        IntStream.rangeClosed(1, 512)
                                .map(tokens -> RowLengths.padded(tokens, 512))
                                .distinct()
                                .count())
                .isLessThan(16);
    }

    @Test
    void neverPadsBeyondWhatTheModelTakes() {
        assertThat(RowLengths.padded(50, 60)).isEqualTo(60);
        assertThat(RowLengths.padded(700, 750)).isEqualTo(750);
        assertThatThrownBy(() -> RowLengths.padded(61, 60))
                .hasMessageContaining("61")
                .hasMessageContaining("60");
    }

    @Test
    void allowsAtLeastOneRow() {
        assertThat(new TokenBudget(512).rows(64)).isEqualTo(8);
        assertThat(new TokenBudget(512).rows(1024)).isEqualTo(1);
        assertThatThrownBy(() -> new TokenBudget(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesARowThatDoesNotFitIntoItsBatch() {
        assertThatThrownBy(() -> new Batch(16, List.of(Rows.ofLength(17))))
                .hasMessageContaining("17");
        assertThatThrownBy(() -> new Batch(16, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Batch(16, List.of(Rows.ofLength(9), Rows.ofLength(16))).paddedTokens())
                .isEqualTo(32);
    }
}
