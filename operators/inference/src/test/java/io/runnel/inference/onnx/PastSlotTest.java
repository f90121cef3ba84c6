package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Test;

class PastSlotTest {
    private static final int ROWS = 2;

    private final WriterMemory memory = new WriterMemory(1 << 20);

    @Test
    void isAsLargeAsTheLongestSequenceNeedsFromTheStart() throws OrtException, RunMemoryException {
        PastSlot.Form form = form(4);
        PastSlot slot = new PastSlot(form, 12, memory);
        pin(slot, 4);
        assertThat(slot.bytes()).isEqualTo(ROWS * form.rowBytes(12));
        slot.turn(4);
        pin(slot, 10);
        slot.turn(10);
        pin(slot, 12);
        assertThat(slot.bytes()).isEqualTo(2 * ROWS * form.rowBytes(12));
    }

    @Test
    void leavesItsMemoryToTheNextOneOnce() throws OrtException, RunMemoryException {
        PastSlot.Form form = form(4);
        PastSlot slot = new PastSlot(form, 12, memory);
        pin(slot, 4);
        slot.close();
        slot.close();
        assertThat(memory.idleBytes()).isEqualTo(ROWS * form.rowBytes(12));
        pin(new PastSlot(form, 12, memory), 4);
        assertThat(memory.idleBytes()).isZero();
    }

    @Test
    void saysWhatNoBufferCanHaveInsteadOfCountingWrong() {
        PastSlot slot = new PastSlot(form(1 << 14), 70_000, memory);
        assertThatThrownBy(() -> pin(slot, 70_000))
                .isInstanceOf(RunMemoryException.class)
                .hasMessageContaining("bytes for 'present.0.key'");
    }

    private static void pin(PastSlot slot, int tokens) throws OrtException, RunMemoryException {
        try (TensorSet outputs =
                new TensorSet(OrtEnvironment.getEnvironment(), new OpenHandles())) {
            slot.pinTo(outputs, ROWS, tokens);
        }
    }

    private static PastSlot.Form form(int width) {
        return new PastSlot.Form(
                "past_key_values.0.key", "present.0.key", 2, width, OnnxJavaType.FLOAT, false);
    }
}
