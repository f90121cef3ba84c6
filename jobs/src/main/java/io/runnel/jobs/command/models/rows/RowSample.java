package io.runnel.jobs.command.models.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sample of as many rows as fit, each as likely as any other, in their order; equal seeds draw
 * equal samples from equal rows.
 *
 * @param <T> the rows
 */
public final class RowSample<T> {
    private final List<Placed<T>> kept = new ArrayList<>();
    private final int most;
    private final SplittableRandom random;
    private long seen;

    private record Placed<T>(long place, T row) {}

    public RowSample(int most, long seed) {
        this.most = most;
        this.random = new SplittableRandom(seed);
    }

    /** Offers the next row. */
    public void offer(T row) {
        Placed<T> placed = new Placed<>(seen, row);
        seen++;
        if (kept.size() < most) {
            kept.add(placed);
        } else {
            long place = random.nextLong(seen);
            if (place < most) {
                kept.set((int) place, placed);
            }
        }
    }

    /** The rows that were drawn, in the order in which they were offered. */
    public List<T> rows() {
        return kept.stream()
                .sorted(Comparator.comparingLong(Placed::place))
                .map(Placed::row)
                .toList();
    }
}
