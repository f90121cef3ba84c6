package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBuffersTest {
    private final List<Integer> asked = new ArrayList<>();
    private final RunBuffers buffers =
            new RunBuffers(
                    bytes -> {
                        if (bytes > 1 << 20) {
                            throw new OutOfMemoryError("Cannot reserve " + bytes + " bytes");
                        }
                        asked.add(bytes);
                        return ByteBuffer.allocateDirect(bytes);
                    });

    @Test
    void growInPowersOfTwoToTheLargestRunAndNoFurther() throws RunMemoryException {
        for (int tokens : List.of(8, 512, 500, 700, 8, 1024)) {
            assertThat(buffers.input("input_ids", tokens).limit()).isEqualTo(tokens);
            assertThat(buffers.output("queue", tokens, 3).limit()).isEqualTo(3 * tokens);
        }
        assertThat(asked).containsExactly(4_096, 4_096, 8_192, 8_192, 16_384);
    }

    @Test
    void sayWhatThereIsNoMemoryForAndServeASmallerRun() throws RunMemoryException {
        assertThatThrownBy(() -> buffers.output("queue", 512, 1_000))
                .isInstanceOf(RunMemoryException.class)
                .hasMessageContaining("2048000 bytes for 'queue'")
                .hasMessageContaining("Cannot reserve 2097152 bytes")
                .hasCauseInstanceOf(OutOfMemoryError.class);
        assertThat(buffers.output("queue", 256, 1_000).limit()).isEqualTo(256_000);
    }

    @Test
    void refuseMoreThanABufferCanHave() {
        assertThatThrownBy(() -> buffers.output("queue", 65_536, 9_000))
                .isInstanceOf(RunMemoryException.class)
                .hasMessageContaining("2359296000 bytes");
    }
}
