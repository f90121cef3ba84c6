package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CpuSamplerTest {
    private static final int DOCUMENTS = 1_000;

    private final ObjectMapper json = new ObjectMapper();
    private final AtomicLong chars = new AtomicLong();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void findsWhatAThreadIsBusyWith() throws InterruptedException {
        Thread busy = new Thread(this::write, "busy-with-json");
        try (CpuSampler sampler = CpuSampler.start()) {
            busy.start();
            enough.await();
            Map<CpuPart, Double> seconds = sampler.stop();
            assertThat(seconds.keySet()).containsExactly(CpuPart.values());
            assertThat(chars).hasPositiveValue();
            assertThat(seconds.get(CpuPart.JSON)).isGreaterThan(0.5);
            assertThat(seconds.get(CpuPart.KAFKA)).isZero();
        } finally {
            over.set(true);
            busy.join();
        }
    }

    /** Goes on until the sampler has stopped: what a thread used before its end is seen. */
    private void write() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (!over.get()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                chars.addAndGet(json.valueToTree(Map.of("a", 1, "b", "two")).toString().length());
            }
            if (threads.getCurrentThreadCpuTime() > 1.5 * TimeUnit.SECONDS.toNanos(1)) {
                enough.countDown();
            }
        }
    }
}
