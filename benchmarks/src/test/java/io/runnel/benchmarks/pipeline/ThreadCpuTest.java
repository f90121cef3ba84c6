package io.runnel.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadCpuTest {
    private final ThreadCpu thread = new ThreadCpu();

    @Test
    void timeBeforeASleepIsDividedAsTheTimeAtWork() {
        thread.add(300, Thread.State.RUNNABLE, CpuPart.TOKENIZER);
        thread.add(100, Thread.State.RUNNABLE, CpuPart.JSON);
        thread.add(800, Thread.State.WAITING, CpuPart.FLINK);
        assertThat(parts())
                .containsOnly(Map.entry(CpuPart.TOKENIZER, 900L), Map.entry(CpuPart.JSON, 300L));
    }

    @Test
    void aThreadThatWasNeverSeenAtWorkCountsWhereItSleeps() {
        thread.add(5, Thread.State.TIMED_WAITING, CpuPart.FLINK);
        thread.add(7, Thread.State.BLOCKED, CpuPart.KAFKA);
        assertThat(parts())
                .containsOnly(Map.entry(CpuPart.FLINK, 5L), Map.entry(CpuPart.KAFKA, 7L));
    }

    private Map<CpuPart, Long> parts() {
        Map<CpuPart, Long> parts = new EnumMap<>(CpuPart.class);
        thread.addTo(parts);
        return parts;
    }
}
