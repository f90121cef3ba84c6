package io.runnel.inference.batch;

import io.runnel.inference.batch.QueuedChunk.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Chunks that wait for a run. Whoever takes gets what is there at once, up to the budget, all of
 * one lane: the lane of the chunk that has waited longest. So no timer delays a quiet stream, a
 * busy one fills batches, and no chunk starves.
 *
 * @param <T> the chunks' owners
 */
public final class BatchQueue<T> {
    private final TokenBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Lane, Deque<Numbered<T>>> lanes = new HashMap<>();
    private long arrivals;
    private int size;
    private boolean closed;

    public BatchQueue(TokenBudget budget) {
        this.budget = budget;
    }

    /** Adds chunks together, so that they can share a run; false if the queue is closed. */
    public boolean offer(Collection<QueuedChunk<T>> chunks) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            for (QueuedChunk<T> chunk : chunks) {
                lanes.computeIfAbsent(chunk.lane(), lane -> new ArrayDeque<>())
                        .add(new Numbered<>(arrivals++, chunk));
            }
            size += chunks.size();
            changed.signalAll();
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
            while (size == 0 && !closed) {
                changed.await();
            }
            return size == 0 ? List.of() : poll(oldestLane());
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
            lanes.values().forEach(lane -> lane.forEach(numbered -> waiting.add(numbered.chunk())));
            lanes.clear();
            size = 0;
            changed.signalAll();
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Lane oldestLane() {
        Lane oldest = null;
        long first = Long.MAX_VALUE;
        for (Map.Entry<Lane, Deque<Numbered<T>>> lane : lanes.entrySet()) {
            long number = lane.getValue().element().number();
            if (number < first) {
                first = number;
                oldest = lane.getKey();
            }
        }
        return oldest;
    }

    private List<QueuedChunk<T>> poll(Lane lane) {
        Deque<Numbered<T>> waiting = lanes.get(lane);
        int rows = Math.min(waiting.size(), budget.rows(lane.rowLength()));
        List<QueuedChunk<T>> taken = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            taken.add(waiting.remove().chunk());
        }
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
        size -= rows;
        return taken;
    }

    private record Numbered<T>(long number, QueuedChunk<T> chunk) {}
}
