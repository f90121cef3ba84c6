package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that are damaged, or made to do damage: refused or loaded, and the process lives. */
class DamagedGraphTest {
    private static final int DAMAGES = 60;

    /** Four tebibytes of floats. */
    private static final long ABSURD = 1L << 40;

    private final ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());

    @TempDir Path folder;

    @AfterEach
    void leavesNothingOpen() {
        assertThat(registry.openHandles()).isZero();
        assertThat(registry.openSessions()).isZero();
        registry.close();
    }

    @Test
    void areRefusedWhereverTheyEnd() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        byte[] graph = copy.graph();
        for (int part = 1; part < 10; part++) {
            copy.writeGraph(Arrays.copyOf(graph, graph.length * part / 10));

            assertThatThrownBy(() -> registry.acquire(copy.open(), new SessionPlan(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tiny/1");
        }
    }

    @Test
    void areRefusedOrLoadedWhateverBytesChange() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        byte[] graph = copy.graph();
        Random random = new Random(42);
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = graph.clone();
            for (int flips = 0; flips < 8; flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            copy.writeGraph(damaged);
            try (ModelHandle loaded = registry.acquire(copy.open(), new SessionPlan(1))) {
                assertThat(loaded).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("tiny/1");
            }
        }
    }

    @Test
    void areRefusedIfTheyAskForAbsurdMemory() throws IOException {
        TinyCopy copy = TinyCopy.in(folder);
        copy.writeGraph(asking(ABSURD));

        assertThatThrownBy(() -> registry.acquire(copy.open(), new SessionPlan(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny/1");
    }

    /** A graph of one node, which fills a tensor of so many floats, in ONNX's wire format. */
    private static byte[] asking(long floats) {
        byte[] shape =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(floats).array();
        byte[] initializer =
                joined(number(1, 1), number(2, 7), bytes(8, text("shape")), bytes(9, shape));
        byte[] node =
                joined(
                        bytes(1, text("shape")),
                        bytes(2, text("queue")),
                        bytes(4, text("ConstantOfShape")));
        byte[] dimension = bytes(1, bytes(2, text("many")));
        byte[] tensor = joined(number(1, 1), bytes(2, dimension));
        byte[] output = joined(bytes(1, text("queue")), bytes(2, bytes(1, tensor)));
        byte[] graph =
                joined(
                        bytes(1, node),
                        bytes(2, text("greedy")),
                        bytes(5, initializer),
                        bytes(12, output));
        return joined(number(1, 8), bytes(7, graph), bytes(8, number(2, 17)));
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    private static byte[] bytes(int field, byte[] content) {
        assertThat(content.length).isLessThan(1 << 14);
        byte[] head = {
            (byte) ((field << 3) | 2),
            (byte) ((content.length & 0x7f) | 0x80),
            (byte) (content.length >> 7)
        };
        return joined(head, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
