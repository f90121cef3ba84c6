package io.runnel.inference.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 */
final class WritingQueue {
    /** New texts wait until so much of the room is free, or they would be written one by one. */
    private static final int SHARES_OF_ROOM = 4;

    private final int room;
    private final Function<List<WritingTicket>, Cohort> cohorts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<WritingLine> lines = new ArrayList<>();
    private final Deque<Cohort> going = new ArrayDeque<>();
    private long virtualTime;
    private long turns;
    private int rowsWaiting;
    private int rowsTaken;
    private boolean closed;

    /**
     * @param room most rows of all cohorts together
     */
    WritingQueue(int room, Function<List<WritingTicket>, Cohort> cohorts) {
        this.room = room;
        this.cohorts = cohorts;
    }

    /** Adds a request to its line; false if the queue or the line is closed. */
    boolean offer(WritingTicket ticket) {
        WritingLine line = ticket.line();
        lock.lock();
        try {
            boolean open = !closed && !line.isClosed();
            if (open) {
                if (line.isEmpty()) {
                    line.enter(virtualTime);
                    lines.add(line);
                }
                line.add(ticket);
                rowsWaiting += ticket.rows();
                changed.signal();
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a line; gives back what still waited in it. What is being written ends by itself. */
    List<WritingTicket> close(WritingLine line) {
        lock.lock();
        try {
            line.close();
            lines.remove(line);
            List<WritingTicket> left = line.clear();
            left.forEach(ticket -> rowsWaiting -= ticket.rows());
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a cohort whose next step is due; null once the queue is closed. */
    @SuppressWarnings("CatchingUnchecked") // tickets that cannot be begun must not be lost
    Cohort take() throws InterruptedException {
        while (true) {
            Taken taken = takeOne();
            if (taken.joining().isEmpty()) {
                return taken.cohort();
            }
            try {
                return cohorts.apply(taken.joining());
            } catch (RuntimeException | Error e) {
                giveUp(taken.joining(), e);
            }
        }
    }

    /** A cohort that goes on, or tickets for a new one; neither once the queue is closed. */
    private record Taken(Cohort cohort, List<WritingTicket> joining) {}

    private Taken takeOne() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                if (!lines.isEmpty() && hasRoom()) {
                    List<WritingTicket> joining = joining();
                    if (!joining.isEmpty()) {
                        return new Taken(null, joining);
                    }
                } else if (!going.isEmpty()) {
                    return new Taken(going.remove(), List.of());
                } else {
                    changed.await();
                }
            }
            return new Taken(null, List.of());
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(List<WritingTicket> tickets, Throwable e) {
        lock.lock();
        try {
            tickets.forEach(ticket -> rowsTaken -= ticket.rows());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        WritingException failure =
                new WritingException(
                        WritingException.Kind.FAILED, "The text cannot be begun: " + e, e);
        tickets.forEach(ticket -> ticket.fail(failure));
    }

    /**
     * Gives a cohort back after a step; {@code rowsBefore} is what it had before.
     *
     * @return false if the queue is closed, and nobody will take it again
     */
    boolean giveBack(Cohort cohort, int rowsBefore) {
        lock.lock();
        try {
            rowsTaken -= rowsBefore - cohort.rowCount();
            if (!cohort.isOver() && !closed) {
                going.add(cohort);
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
            going.forEach(cohort -> left.addAll(cohort.tickets()));
            lines.clear();
            going.clear();
            rowsWaiting = 0;
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        int free = room - rowsTaken;
        int first = leastServed(lines).first().rows();
        return rowsTaken == 0
                || free >= Math.min(rowsWaiting, Math.max(first, room / SHARES_OF_ROOM));
    }

    /** The tickets of a new cohort; those that nobody waits for any more are left out. */
    private List<WritingTicket> joining() {
        WritingLine next = leastServed(lines);
        WritingTicket.Lane lane = next.first().lane();
        virtualTime = next.served();
        int free = Math.max(room - rowsTaken, lane.rows());
        List<WritingLine> sharing = new ArrayList<>(lines);
        sharing.removeIf(line -> !line.has(lane));
        List<WritingTicket> joining = new ArrayList<>();
        while (!sharing.isEmpty() && free >= lane.rows()) {
            WritingLine line = leastServed(sharing);
            WritingTicket ticket = line.take(lane);
            rowsWaiting -= lane.rows();
            if (!ticket.isOver()) {
                joining.add(ticket);
                free -= lane.rows();
                rowsTaken += lane.rows();
            }
            if (!line.has(lane)) {
                sharing.remove(line);
            }
        }
        next.hadTurn(++turns);
        lines.removeIf(WritingLine::isEmpty);
        return joining;
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
