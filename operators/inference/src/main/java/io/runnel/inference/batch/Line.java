package io.runnel.inference.batch;

import io.runnel.inference.batch.QueuedChunk.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the chunks of one lease wait in a {@link BatchQueue}, and how much the lease was served.
 * Made by {@link BatchQueue#openLine()}; the queue guards it with its lock, and forgets it while it
 * is empty.
 *
 * @param <T> the chunks' owners
 */
public final class Line<T> {
    private final Map<Lane, Deque<Numbered<T>>> lanes = new HashMap<>();
    private long served;
    private long lastTurn;

    Line() {}

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Padded tokens that this lease was served, or forwent while the line was empty. */
    long served() {
        return served;
    }

    /** A lease that comes back has no claim on the time of its absence. */
    void enter(long virtualTime) {
        served = Math.max(served, virtualTime);
    }

    /** The number of the last batch that was taken for this lease; 0 for none. */
    long lastTurn() {
        return lastTurn;
    }

    void hadTurn(long number) {
        lastTurn = number;
    }

    void add(long number, QueuedChunk<T> chunk) {
        lanes.computeIfAbsent(chunk.lane(), lane -> new ArrayDeque<>())
                .add(new Numbered<>(number, chunk));
    }

    /** The lane of the chunk that has waited longest. */
    Lane oldestLane() {
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

    /** How many chunks wait in this lane. */
    int waiting(Lane lane) {
        Deque<Numbered<T>> waiting = lanes.get(lane);
        return waiting == null ? 0 : waiting.size();
    }

    /** Takes the lane's oldest chunk, and counts its padded tokens as served. */
    QueuedChunk<T> take(Lane lane) {
        Deque<Numbered<T>> waiting = lanes.get(lane);
        QueuedChunk<T> chunk = waiting.remove().chunk();
        if (waiting.isEmpty()) {
            lanes.remove(lane);
        }
        served += lane.rowLength();
        return chunk;
    }

    /** Takes everything. */
    List<QueuedChunk<T>> clear() {
        List<QueuedChunk<T>> all = new ArrayList<>();
        lanes.values().forEach(lane -> lane.forEach(numbered -> all.add(numbered.chunk())));
        lanes.clear();
        return all;
    }

    private record Numbered<T>(long number, QueuedChunk<T> chunk) {}
}
