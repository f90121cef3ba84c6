package io.runnel.jobs.command.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a document waits that is sent the moment something fails: from the failure until, in
 * every partition of the input, an outcome of a document sent after it is committed. So it counts
 * what a reader sees, with the backlog that the failure leaves. Thread-safe.
 */
final class Recoveries {
    private final int partitions;
    private final List<Failure> open = new ArrayList<>();
    private final List<Recovery> done = new ArrayList<>();

    /** A failure that has been got over. */
    record Recovery(Disturbance disturbance, double seconds) {}

    private record Failure(Disturbance disturbance, long nanos, int firstAfter, BitSet waiting) {}

    Recoveries(int partitions) {
        this.partitions = partitions;
    }

    /**
     * Something fails now.
     *
     * @param nextNumber of the first document that is sent after it
     */
    synchronized void failed(Disturbance disturbance, int nextNumber, long nanos) {
        BitSet waiting = new BitSet();
        waiting.set(0, partitions);
        open.add(new Failure(disturbance, nanos, nextNumber, waiting));
    }

    /** An outcome of a document of this partition is committed. */
    synchronized void outcome(int number, int partition, long nanos) {
        for (Iterator<Failure> failures = open.iterator(); failures.hasNext(); ) {
            Failure failure = failures.next();
            if (number >= failure.firstAfter()) {
                failure.waiting().clear(partition);
                if (failure.waiting().isEmpty()) {
                    failures.remove();
                    end(failure, nanos);
                }
            }
        }
    }

    /** Every document has its outcome: whatever is open ends now. */
    synchronized void allAnswered(long nanos) {
        open.forEach(failure -> end(failure, nanos));
        open.clear();
    }

    /** Those got over so far. */
    synchronized List<Recovery> recoveries() {
        return List.copyOf(done);
    }

    /** The seconds in the middle; empty without any failure. */
    OptionalDouble median() {
        double[] sorted = sorted();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    /** The most seconds; empty without any failure. */
    OptionalDouble max() {
        double[] sorted = sorted();
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted[sorted.length - 1]);
    }

    private double[] sorted() {
        return recoveries().stream().mapToDouble(Recovery::seconds).sorted().toArray();
    }

    private void end(Failure failure, long nanos) {
        done.add(new Recovery(failure.disturbance(), (nanos - failure.nanos()) / 1e9));
    }
}
