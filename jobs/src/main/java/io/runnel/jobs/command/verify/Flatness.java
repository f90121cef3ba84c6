package io.runnel.jobs.command.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether what a process holds stays the same from round to round. The first three rounds may fill
 * caches; of the others, the last third is compared with the first third, by their medians.
 */
final class Flatness {
    /** Fewer show nothing. */
    static final int LEAST_ROUNDS = 6;

    private static final int WARM_UP = 3;

    private Flatness() {}

    /**
     * One thing that is measured.
     *
     * @param slack what it may grow by in all
     */
    record Limit(String name, ToLongFunction<ResourceSample> value, long slack) {}

    /** What is watched; a leaked class loader, thread, session or library exceeds each of these. */
    static final List<Limit> LIMITS =
            List.of(
                    new Limit("metaspace_bytes", ResourceSample::metaspaceBytes, 8L << 20),
                    new Limit("resident_bytes", ResourceSample::residentBytes, 64L << 20),
                    new Limit("threads", ResourceSample::threads, 3),
                    new Limit("handles", ResourceSample::handles, 8),
                    new Limit("classes", ResourceSample::classes, 1_500),
                    new Limit("sessions", ResourceSample::sessions, 0),
                    new Limit("runtimes", ResourceSample::runtimes, 0));

    /** A sentence for each thing that grows. */
    static List<String> growing(List<ResourceSample> samples) {
        List<String> growing = new ArrayList<>();
        for (Limit limit : LIMITS) {
            long growth = growth(samples, limit.value());
            if (growth > limit.slack()) {
                growing.add(
                        "%s grows by %,d over %d rounds; at most %,d is allowed"
                                .formatted(limit.name(), growth, samples.size(), limit.slack()));
            }
        }
        return growing;
    }

    /** By how much the last third exceeds the first third behind the warm-up. */
    static long growth(List<ResourceSample> samples, ToLongFunction<ResourceSample> value) {
        List<ResourceSample> warm =
                samples.subList(Math.min(WARM_UP, samples.size()), samples.size());
        if (warm.size() < 2) {
            return 0;
        }
        int third = Math.max(1, warm.size() / 3);
        return median(warm.subList(warm.size() - third, warm.size()), value)
                - median(warm.subList(0, third), value);
    }

    private static long median(List<ResourceSample> samples, ToLongFunction<ResourceSample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
