package io.runnel.benchmarks.pipeline;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one thread spends its CPU time on. Time before a look that finds it at work counts for the
 * work. Time before a look that finds it asleep was spent on something that was over by then: it is
 * divided as the time of looks that found it at work, and counts for the place where it sleeps only
 * if none ever did.
 */
final class ThreadCpu {
    private final Map<CpuPart, Long> atWork = new EnumMap<>(CpuPart.class);
    private final Map<CpuPart, Long> asleep = new EnumMap<>(CpuPart.class);

    /** Nanoseconds since the look before, by where the thread is now. */
    void add(long nanos, Thread.State state, CpuPart part) {
        (state == Thread.State.RUNNABLE ? atWork : asleep).merge(part, nanos, Long::sum);
    }

    /** Adds the nanoseconds of each part. */
    void addTo(Map<CpuPart, Long> parts) {
        long worked = sum(atWork);
        long slept = sum(asleep);
        if (worked == 0) {
            asleep.forEach((part, nanos) -> parts.merge(part, nanos, Long::sum));
            return;
        }
        double scale = 1 + (double) slept / worked;
        atWork.forEach((part, nanos) -> parts.merge(part, Math.round(nanos * scale), Long::sum));
    }

    private static long sum(Map<CpuPart, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }
}
