package io.runnel.inference.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Requests that wait and cohorts that go on. Whoever takes gets a new cohort as soon as there is
 * room for one, so new texts join at the next step while others are being written; else the cohort
 * that has waited longest for its next step.
 */
final class WritingQueue {
    /** New texts wait until so much of the room is free, or they would be written one by one. */
    private static final int SHARES_OF_ROOM = 4;

    private final int room;
    private final Function<List<WritingTicket>, Cohort> cohorts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<WritingTicket> waiting = new ArrayDeque<>();
    private final Deque<Cohort> going = new ArrayDeque<>();
    private int rowsTaken;
    private boolean closed;

    /**
     * @param room most rows of all cohorts together
     */
    WritingQueue(int room, Function<List<WritingTicket>, Cohort> cohorts) {
        this.room = room;
        this.cohorts = cohorts;
    }

    /** Adds a request; false if the queue is closed. */
    boolean offer(WritingTicket ticket) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(ticket);
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
                if (!waiting.isEmpty() && hasRoom()) {
                    return newCohort();
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
            List<WritingTicket> left = new ArrayList<>(waiting);
            going.forEach(cohort -> left.addAll(cohort.tickets()));
            waiting.clear();
            going.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        int free = room - rowsTaken;
        int wanted = 0;
        for (WritingTicket ticket : waiting) {
            wanted += ticket.rows();
        }
        return rowsTaken == 0
                || free
                        >= Math.min(
                                wanted, Math.max(waiting.element().rows(), room / SHARES_OF_ROOM));
    }

    private Cohort newCohort() {
        WritingTicket.Lane lane = waiting.element().lane();
        int free = Math.max(room - rowsTaken, lane.rows());
        List<WritingTicket> joining = new ArrayList<>();
        for (Iterator<WritingTicket> all = waiting.iterator();
                all.hasNext() && free >= lane.rows(); ) {
            WritingTicket ticket = all.next();
            if (ticket.lane().equals(lane)) {
                joining.add(ticket);
                all.remove();
                free -= lane.rows();
                rowsTaken += lane.rows();
            }
        }
        return cohorts.apply(joining);
    }
}
