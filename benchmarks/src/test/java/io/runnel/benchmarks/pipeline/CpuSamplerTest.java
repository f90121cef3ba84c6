package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CpuSamplerTest {
    @Test
    void findsWhatAThreadIsBusyWith() throws InterruptedException {
        ObjectMapper json = new ObjectMapper();
        AtomicLong chars = new AtomicLong();
        try (CpuSampler sampler = CpuSampler.start()) {
            Thread busy =
                    new Thread(
                            () -> {
                                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                                while (System.nanoTime() < end) {
                                    chars.addAndGet(
                                            json.valueToTree(Map.of("a", 1, "b", "two"))
                                                    .toString()
                                                    .length());
                                }
                            },
                            "busy-with-json");
            busy.start();
            busy.join();
            Map<CpuPart, Double> seconds = sampler.stop();
            assertThat(seconds.keySet()).containsExactly(CpuPart.values());
            assertThat(chars).hasPositiveValue();
            assertThat(seconds.get(CpuPart.JSON)).isPositive();
            assertThat(seconds.get(CpuPart.KAFKA)).isZero();
        }
    }
}
