package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WriterMemoryTest {
    private static final int LARGE = 1_000;

    @Test
    void handsAPieceOnToWhoNeedsAsMuch() throws RunMemoryException {
        WriterMemory memory = new WriterMemory(10 * LARGE);
        ByteBuffer piece = memory.piece("past", LARGE);
        memory.leave(piece);
        assertThat(memory.piece("past", LARGE - 100)).isSameAs(piece);
        assertThat(memory.piece("past", LARGE - 100)).isNotSameAs(piece);
    }

    @Test
    void givesNoLargePieceForLittle() throws RunMemoryException {
        WriterMemory memory = new WriterMemory(10 * LARGE);
        memory.leave(memory.piece("past", LARGE));
        assertThat(memory.piece("past", LARGE / 2).capacity()).isEqualTo(LARGE / 2);
        assertThat(memory.idleBytes()).isEqualTo(LARGE);
    }

    @Test
    void tellsEqualPiecesApart() throws RunMemoryException {
        WriterMemory memory = new WriterMemory(10 * LARGE);
        ByteBuffer first = memory.piece("past", LARGE);
        ByteBuffer second = memory.piece("past", LARGE);
        memory.leave(first);
        memory.leave(second);
        ByteBuffer again = memory.piece("past", LARGE);
        assertThat(memory.idleBytes()).isEqualTo(LARGE);
        assertThat(memory.piece("past", LARGE)).isNotSameAs(again);
        assertThat(memory.idleBytes()).isZero();
    }

    @Test
    void keepsNoMoreThanHalfForTheNextOne() throws RunMemoryException {
        WriterMemory memory = new WriterMemory(4 * LARGE);
        ByteBuffer[] pieces = new ByteBuffer[3];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = memory.piece("past", LARGE);
        }
        for (ByteBuffer piece : pieces) {
            memory.leave(piece);
        }
        assertThat(memory.idleBytes()).isEqualTo(2 * LARGE);
    }

    @Test
    void isWhatNobodyElseHasTaken() throws RunMemoryException {
        ByteBuffer taken = DirectMemory.of("others", 1 << 20);
        long most = (DirectMemory.most() - taken.capacity()) / 2;
        assertThat(WriterMemory.ofProcess().most()).isPositive().isLessThanOrEqualTo(most);
        assertThat(taken.capacity()).isEqualTo(1 << 20);
    }
}
