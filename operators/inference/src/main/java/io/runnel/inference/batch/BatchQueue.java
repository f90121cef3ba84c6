package io.runnel.inference.batch;

import io.runnel.inference.batch.QueuedChunk.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Chunks that wait for a run, each in the line of its lease. Whoever takes gets what is there at
 * once, up to the budget, all of one lane: so no timer delays a quiet stream, and a busy one fills
 * batches.
 *
 * <p>Leases have equal shares: the one that was served least, in padded tokens, is next (of equals
 * the one whose last turn is longest ago), with the chunk that waits longest in its line; room that
 * is left in its batch is for chunks of the same lane, again of the least served first. While two
 * leases have chunks that wait, what they were served differs by less than three budgets (or three
 * rows, where a row is longer). So no chunk starves, a lease that was away is in the next batch,
 * and one that asks for less than its share waits for at most about one batch of each other lease
 * that has chunks waiting, divided among the takers.
 *
 * <p>Workers that are idle share what there is: a taker leaves them their part of the only lane.
 *
 * @param <T> the chunks' owners
 */
public final class BatchQueue<T> {
    private final TokenBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Line<T>> lines = new ArrayList<>();
    private long virtualTime;
    private long arrivals;
    private long turns;
    private int size;
    private int idle;
    private boolean closed;

    public BatchQueue(TokenBudget budget) {
        this.budget = budget;
    }

    /** A line for one more lease; it needs no closing. */
    public Line<T> openLine() {
        return new Line<>();
    }

    /**
     * Adds chunks to a line together, so that they can share a run; false if closed. If it throws,
     * those before the one that it threw at are in the line.
     */
    public boolean offer(Line<T> line, Collection<QueuedChunk<T>> chunks) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            for (QueuedChunk<T> chunk : chunks) {
                boolean first = line.isEmpty();
                line.add(arrivals++, chunk);
                size++;
                if (first) {
                    line.enter(virtualTime);
                    lines.add(line);
                }
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for chunks and takes as many of one lane as the budget allows; an empty list once the
     * queue is closed.
     */
    public List<QueuedChunk<T>> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitChunks();
            return size == 0 ? List.of() : poll();
        } finally {
            lock.unlock();
        }
    }

    /** Chunks that wait. */
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in; gives back what still waited. */
    public List<QueuedChunk<T>> close() {
        lock.lock();
        try {
            closed = true;
            List<QueuedChunk<T>> waiting = new ArrayList<>(size);
            lines.forEach(line -> waiting.addAll(line.clear()));
            lines.clear();
            size = 0;
            changed.signalAll();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChunks() throws InterruptedException {
        idle++;
        try {
            while (size == 0 && !closed) {
                changed.await();
            }
        } finally {
            idle--;
        }
    }

    private List<QueuedChunk<T>> poll() {
        Line<T> next = leastServed(lines);
        Lane lane = next.oldestLane();
        virtualTime = next.served();
        long rideUpTo = virtualTime + 2L * Math.max(budget.maxTokens(), lane.rowLength());
        List<Line<T>> sharing = new ArrayList<>(lines);
        sharing.removeIf(line -> line.waiting(lane) == 0 || line.served() > rideUpTo);
        int rows = rows(lane, sharing);
        List<QueuedChunk<T>> taken = new ArrayList<>(rows);
        while (taken.size() < rows) {
            Line<T> line = leastServed(sharing);
            taken.add(line.take(lane));
            size--;
            if (line.waiting(lane) == 0) {
                sharing.remove(line);
            }
        }
        next.hadTurn(++turns);
        lines.removeIf(Line::isEmpty);
        return taken;
    }

    /** How many rows of the lane to take: the budget's, or a fair part if others are idle. */
    private int rows(Lane lane, List<Line<T>> sharing) {
        int waiting = sharing.stream().mapToInt(line -> line.waiting(lane)).sum();
        int most = Math.min(waiting, budget.rows(lane.rowLength()));
        return waiting < size ? most : Math.min(most, (waiting + idle) / (idle + 1));
    }

    /**
     * Of those that were served least, the one whose turn is longest ago; there is one. One that
     * rides along stays equal to the one whose turn it is, and has to get its own.
     */
    private static <T> Line<T> leastServed(List<Line<T>> lines) {
        Line<T> least = lines.get(0);
        for (Line<T> line : lines) {
            boolean isEqual = line.served() == least.served();
            if (line.served() < least.served()
                    || (isEqual && line.lastTurn() <= least.lastTurn())) {
                least = line;
            }
        }
        return least;
    }
}
