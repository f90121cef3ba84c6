package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowMovesTest {
    @Test
    void leavesRowsAloneThatStay() {
        assertThat(RowMoves.toOrder(new int[] {0, 1, 2})).isEmpty();
        assertThat(RowMoves.toOrder(new int[] {0, 0, 2})).containsExactly(new RowMoves.Move(0, 1));
    }

    @Test
    void swapsTwoRowsWithOneCopyMore() {
        assertThat(RowMoves.toOrder(new int[] {1, 0})).hasSize(3);
    }

    @Test
    void makesAnyOrderOfUpToEightRows() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            int[] sources = random.ints(1 + random.nextInt(8), 0, 100).toArray();
            for (int row = 0; row < sources.length; row++) {
                sources[row] %= sources.length;
            }
            assertThat(moved(sources)).as(Arrays.toString(sources)).containsExactly(sources);
        }
    }

    private static int[] moved(int[] sources) {
        int[] rows = new int[sources.length];
        Arrays.setAll(rows, row -> row);
        int aside = -1;
        for (RowMoves.Move move : RowMoves.toOrder(sources)) {
            int value = move.from() == RowMoves.ASIDE ? aside : rows[move.from()];
            if (move.to() == RowMoves.ASIDE) {
                aside = value;
            } else {
                rows[move.to()] = value;
            }
        }
        return rows;
    }
}
