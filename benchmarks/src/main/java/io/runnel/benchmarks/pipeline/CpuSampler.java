package io.runnel.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Says what this process spends its CPU time on. Every few milliseconds it looks which threads have
 * used CPU time since the last look, and where they are now; {@link ThreadCpu} says what the time
 * counts for. Idle threads cost nothing and count nothing. Stacks are seen at safepoints only,
 * which blurs neighbours in one loop and not parts as large as these.
 *
 * <p>Time that no Java thread used, but the process, is the JVM's own. Threads of the benchmarks
 * ({@code bench-…}, and the one that starts this) do not count.
 */
public final class CpuSampler implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int DEPTH = 96;
    private static final String OWN_THREADS = "bench-";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Long, Long> seen = new HashMap<>();
    private final Map<Long, ThreadCpu> times = new HashMap<>();
    private final Thread sampling;
    private final long processStart;
    private final long measuringThread;
    private volatile boolean over;
    private long ownNanos;

    private CpuSampler() {
        this.processStart = process.getProcessCpuTime();
        this.measuringThread = Thread.currentThread().getId();
        this.sampling = new Thread(this::sample, OWN_THREADS + "cpu-sampler");
        this.sampling.setDaemon(true);
    }

    /** Samples from now on. */
    public static CpuSampler start() {
        CpuSampler sampler = new CpuSampler();
        sampler.look(Attribution.FORGET);
        sampler.sampling.start();
        return sampler;
    }

    /** Stops, and tells the CPU seconds of each part. */
    public Map<CpuPart, Double> stop() throws InterruptedException {
        over = true;
        sampling.join();
        long total = process.getProcessCpuTime() - processStart;
        Map<CpuPart, Long> nanos = new EnumMap<>(CpuPart.class);
        times.values().forEach(time -> time.addTo(nanos));
        long known = ownNanos + nanos.values().stream().mapToLong(Long::longValue).sum();
        nanos.put(CpuPart.JVM, Math.max(0, total - known));
        Map<CpuPart, Double> seconds = new EnumMap<>(CpuPart.class);
        for (CpuPart part : CpuPart.values()) {
            seconds.put(part, nanos.getOrDefault(part, 0L) / 1e9);
        }
        return seconds;
    }

    @Override
    public void close() {
        over = true;
    }

    /** What is done with time that threads have used. */
    private enum Attribution {
        FORGET,
        COUNT
    }

    private void sample() {
        while (!over) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            look(Attribution.COUNT);
        }
    }

    private void look(Attribution attribution) {
        long[] ids = threads.getAllThreadIds();
        long[] used = threads.getThreadCpuTime(ids);
        long[] busy = new long[ids.length];
        long[] spent = new long[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            Long before = seen.put(ids[i], used[i]);
            long more = used[i] - (before == null ? 0 : before);
            if (used[i] > 0 && more > 0) {
                busy[count] = ids[i];
                spent[count++] = more;
            }
        }
        if (attribution == Attribution.FORGET || count == 0) {
            return;
        }
        ThreadInfo[] stacks = threads.getThreadInfo(Arrays.copyOf(busy, count), DEPTH);
        for (int i = 0; i < count; i++) {
            ThreadInfo stack = stacks[i];
            if (stack != null
                    && (stack.getThreadId() == measuringThread
                            || stack.getThreadName().contains(OWN_THREADS))) {
                ownNanos += spent[i];
            } else {
                count(times.computeIfAbsent(busy[i], id -> new ThreadCpu()), stack, spent[i]);
            }
        }
    }

    /**
     * @param stack {@code null} if the thread has ended
     */
    private static void count(ThreadCpu time, ThreadInfo stack, long nanos) {
        if (stack == null) {
            time.add(nanos, Thread.State.TERMINATED, CpuPart.OTHER);
        } else {
            time.add(nanos, stack.getThreadState(), CpuPart.of(stack.getStackTrace()));
        }
    }
}
