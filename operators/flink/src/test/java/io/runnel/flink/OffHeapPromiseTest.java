package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class OffHeapPromiseTest {
    private static final long MIB = 1L << 20;

    @Test
    void saysByHowMuchFlinkWasToldTooLittle() {
        Configuration told =
                Configuration.fromMap(Map.of("taskmanager.memory.task.off-heap.size", "64m"));

        assertThat(OffHeapPromise.shortage(told, 100 * MIB))
                .hasValueSatisfying(
                        message ->
                                assertThat(message)
                                        .contains("The models take 100 MiB outside of the heap")
                                        .contains(
                                                "taskmanager.memory.task.off-heap.size tells Flink 64"
                                                        + " MiB"));
        assertThat(OffHeapPromise.shortage(told, 60 * MIB)).isEmpty();
    }

    @Test
    void saysNothingWhereFlinkWasToldNothing() {
        assertThat(OffHeapPromise.shortage(new Configuration(), 1_000 * MIB)).isEmpty();
    }
}
