package io.runnel.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.token.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowLengthsTest {
    @Test
    void padsToMultiplesOfFourAndLongRowsFurther() {
        assertThat(RowLengths.padded(2, 256)).isEqualTo(4);
        assertThat(RowLengths.padded(17, 256)).isEqualTo(20);
        assertThat(RowLengths.padded(65, 256)).isEqualTo(68);
        assertThat(RowLengths.padded(256, 256)).isEqualTo(256);
        assertThat(RowLengths.padded(257, 8192)).isEqualTo(288);
        assertThat(RowLengths.padded(600, 8192)).isEqualTo(640);
        assertThat(RowLengths.padded(1025, 8192)).isEqualTo(1152);
        assertThat(distinctLengths(256)).isEqualTo(64);
        assertThat(distinctLengths(8192)).isEqualTo(136);
    }

    /**
     * Tokens of a row, as the sample tickets have them: the middle of each sixteenth of the rows.
     */
    @Test
    void addsLittleToRowsAsTicketsHaveThem() {
        int[] lengths = {9, 12, 14, 17, 20, 25, 32, 41, 53, 72, 103, 145, 198, 235, 246, 254};
        int padded = IntStream.of(lengths).map(tokens -> RowLengths.padded(tokens, 256)).sum();
        assertThat(padded).isLessThan(IntStream.of(lengths).sum() * 104 / 100);
    }

    @Test
    void neverShrinksARowAndNeverPadsAShorterOneFurther() {
        for (int tokens = 1; tokens < 8192; tokens++) {
            assertThat(RowLengths.padded(tokens, 8192))
                    .isGreaterThanOrEqualTo(tokens)
                    .isLessThanOrEqualTo(RowLengths.padded(tokens + 1, 8192));
        }
    }

    @Test
    void neverPadsBeyondWhatTheModelTakes() {
        assertThat(RowLengths.padded(57, 60)).isEqualTo(60);
        assertThat(RowLengths.padded(710, 750)).isEqualTo(750);
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

    private static long distinctLengths(int maxTokens) {
        return IntStream.rangeClosed(1, maxTokens)
                .map(tokens -> RowLengths.padded(tokens, maxTokens))
                .distinct()
                .count();
    }
}
