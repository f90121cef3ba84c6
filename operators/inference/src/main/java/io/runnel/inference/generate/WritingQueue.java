package io.runnel.inference.generate;

import io.runnel.inference.onnx.WriterMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Requests that wait, each in the line of its user, and cohorts that go on. Whoever takes gets a
 * new cohort as soon as there is room for one, so new texts join at the next step while others are
 * being written; else the cohort that has waited longest for its next step.
 *
 * <p>Users have equal shares, as in {@link io.runnel.inference.batch.BatchQueue}: the one that was
 * served least, in tokens, is next, and room that is left in its cohort is for texts of the same
 * length, again of the least served first.
 *
 * <p>Texts that are tried again go on one at a time, beside the others: each might be the one that
 * needs all the memory.
 */
final class WritingQueue {
    /** New texts wait until so much of the room is free, or they would be written one by one. */
    private static final int SHARES_OF_ROOM = 4;

    /**
     * New texts of one cohort have no more tokens to read: one run of an encoder reads all of them,
     * and must be over long before it is stopped.
     */
    private static final int MOST_SOURCE_TOKENS = 4_096;

    private final int maxRows;
    private final WriterMemory memory;
    private final Function<List<WritingTicket>, Cohort> cohorts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<WritingLine> lines = new ArrayList<>();
    private final Deque<Cohort> going = new ArrayDeque<>();
    private final Deque<Cohort> again = new ArrayDeque<>();
    private final Map<Cohort, Room> held = new HashMap<>();
    private Cohort triedAgain;
    private long virtualTime;
    private long turns;
    private int rowsWaiting;
    private boolean closed;

    /**
     * @param maxRows of all cohorts together; a text that needs more is written alone
     * @param memory of all cohorts, and those of other models; a text that needs more is written
     *     beside no other of this model
     * @param cohorts makes a cohort, and cannot fail
     */
    WritingQueue(int maxRows, WriterMemory memory, Function<List<WritingTicket>, Cohort> cohorts) {
        this.maxRows = maxRows;
        this.memory = memory;
        this.cohorts = cohorts;
    }

    /** Adds a request to a line; false if the queue is closed. */
    boolean offer(WritingLine line, WritingTicket ticket) {
        lock.lock();
        try {
            if (!closed) {
                if (line.isEmpty()) {
                    line.enter(virtualTime);
                    lines.add(line);
                }
                line.add(ticket);
                rowsWaiting += ticket.rows();
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a cohort whose next step is due; null once the queue is closed. */
    Cohort take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (triedAgain == null && !again.isEmpty()) {
                    triedAgain = again.remove();
                    hold(triedAgain);
                    return triedAgain;
                }
                if (!lines.isEmpty() && hasRoom()) {
                    leaveOutWhatIsOver();
                }
                if (!lines.isEmpty() && hasRoom()) {
                    Cohort cohort = newCohort();
                    hold(cohort);
                    return cohort;
                }
                if (!going.isEmpty()) {
                    return going.remove();
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a cohort back after a step.
     *
     * @param apart its texts that are to be tried again, each in a cohort of its own
     * @return false if the queue is closed, and nobody will take any of them again
     */
    boolean giveBack(Cohort cohort, List<Cohort> apart) {
        lock.lock();
        try {
            if (cohort.isOver() || closed) {
                release(cohort);
            } else {
                held.put(cohort, cohort.room());
            }
            if (cohort == triedAgain && cohort.isOver()) {
                triedAgain = null;
            }
            if (!closed) {
                again.addAll(apart);
                if (!cohort.isOver()) {
                    going.add(cohort);
                }
            }
            changed.signalAll();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in; gives back everything that was not written. */
    List<WritingTicket> close() {
        lock.lock();
        try {
            closed = true;
            List<WritingTicket> left = new ArrayList<>();
            lines.forEach(line -> left.addAll(line.clear()));
            again.forEach(cohort -> left.addAll(cohort.tickets()));
            going.forEach(cohort -> left.addAll(cohort.tickets()));
            going.forEach(this::release);
            lines.clear();
            again.clear();
            going.clear();
            rowsWaiting = 0;
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void hold(Cohort cohort) {
        Room room = cohort.room();
        held.put(cohort, room);
        memory.take(room.bytes());
    }

    private void release(Cohort cohort) {
        Room room = held.remove(cohort);
        if (room != null) {
            memory.giveBack(room.bytes());
        }
    }

    private void leaveOutWhatIsOver() {
        for (WritingLine line : lines) {
            line.withoutOver().forEach(ticket -> rowsWaiting -= ticket.rows());
        }
        lines.removeIf(WritingLine::isEmpty);
    }

    private boolean hasRoom() {
        WritingTicket first = leastServed(lines).first();
        int wanted = Math.min(rowsWaiting, Math.max(first.rows(), maxRows / SHARES_OF_ROOM));
        return held.isEmpty() || (freeRows() >= wanted && first.bytes() <= memory.free());
    }

    private int freeRows() {
        return maxRows - held.values().stream().mapToInt(Room::rows).sum();
    }

    private Cohort newCohort() {
        WritingLine next = leastServed(lines);
        WritingTicket.Lane lane = next.first().lane();
        virtualTime = next.served();
        int free = Math.max(freeRows(), lane.rows());
        long freeBytes = Math.max(memory.free(), next.first().bytes());
        long unread = Math.max(MOST_SOURCE_TOKENS, next.first().sourceTokens());
        List<WritingLine> sharing = new ArrayList<>(lines);
        sharing.removeIf(line -> !line.has(lane));
        List<WritingTicket> joining = new ArrayList<>();
        while (!sharing.isEmpty() && free >= lane.rows()) {
            WritingLine line = leastServed(sharing);
            WritingTicket oldest = line.first(lane);
            if (oldest.bytes() > freeBytes || oldest.sourceTokens() > unread) {
                break;
            }
            WritingTicket ticket = line.take(lane);
            joining.add(ticket);
            free -= lane.rows();
            freeBytes -= ticket.bytes();
            unread -= ticket.sourceTokens();
            rowsWaiting -= lane.rows();
            if (!line.has(lane)) {
                sharing.remove(line);
            }
        }
        next.hadTurn(++turns);
        lines.removeIf(WritingLine::isEmpty);
        return cohorts.apply(joining);
    }

    /** Of those that were served least, the one whose turn is longest ago; there is one. */
    private static WritingLine leastServed(List<WritingLine> lines) {
        WritingLine least = lines.get(0);
        for (WritingLine line : lines) {
            boolean isEqual = line.served() == least.served();
            if (line.served() < least.served() || (isEqual && line.lastTurn() < least.lastTurn())) {
                least = line;
            }
        }
        return least;
    }
}
