package io.runnel.benchmarks.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How busy other programs keep the CPUs of this machine. */
public final class CpuUse {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Of the first line of {@code /proc/stat}: user, nice, system, idle, waiting, … */
    private static final int IDLE = 3;

    private static final int WAITING = 4;
    private static final int COUNTED = 8;

    private CpuUse() {}

    private record Sample(double busy, double total, double ownSeconds, long nanos) {}

    /**
     * How many CPUs' worth of work others do, seen for so long; this process does not count.
     * Nothing where the operating system does not tell.
     */
    public static OptionalDouble ofOthers(Duration time) throws InterruptedException {
        Sample before = sample();
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while the machine was looked at.");
            }
        }
        Sample after = sample();
        double total = after.total() - before.total();
        if (total <= 0) {
            return OptionalDouble.empty();
        }
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        double all = (after.busy() - before.busy()) / total * Machine.processors();
        double own = (after.ownSeconds() - before.ownSeconds()) / seconds;
        return OptionalDouble.of(Math.max(0, all - own));
    }

    private static Sample sample() {
        double own = PROCESS.getProcessCpuTime() / (double) TimeUnit.SECONDS.toNanos(1);
        try {
            String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
            long[] ticks =
                    Arrays.stream(line.strip().split("\\s+", -1))
                            .skip(1)
                            .limit(COUNTED)
                            .mapToLong(Long::parseLong)
                            .toArray();
            long total = Arrays.stream(ticks).sum();
            long idle = ticks[IDLE] + ticks[WAITING];
            return new Sample(total - idle, total, own, System.nanoTime());
        } catch (IOException e) {
            return new Sample(0, 0, own, System.nanoTime()); // not Linux
        }
    }
}
