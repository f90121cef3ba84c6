package io.runnel.inference.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the texts of one user wait to be written, and how much the user was served. Made by {@link
 * Writer#openLine()}; the queue guards it with its lock, and forgets it while it is empty.
 */
public final class WritingLine {
    private final Deque<WritingTicket> waiting = new ArrayDeque<>();
    private long served;
    private long lastTurn;
    private volatile boolean closed;

    WritingLine() {}

    /** Whether its user is gone: nothing of it is to be written any more. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Tokens that this user's texts take at most, or that it forwent while its line was empty. */
    long served() {
        return served;
    }

    /** A user who comes back has no claim on the time of the absence. */
    void enter(long virtualTime) {
        served = Math.max(served, virtualTime);
    }

    /** The number of the last cohort that was made for this user; 0 for none. */
    long lastTurn() {
        return lastTurn;
    }

    void hadTurn(long number) {
        lastTurn = number;
    }

    void add(WritingTicket ticket) {
        waiting.add(ticket);
    }

    /** The ticket that has waited longest. */
    WritingTicket first() {
        return waiting.element();
    }

    boolean has(WritingTicket.Lane lane) {
        return waiting.stream().anyMatch(ticket -> ticket.lane().equals(lane));
    }

    /** Takes the lane's oldest ticket, which there must be, and counts it as served. */
    WritingTicket take(WritingTicket.Lane lane) {
        WritingTicket oldest =
                waiting.stream()
                        .filter(ticket -> ticket.lane().equals(lane))
                        .findFirst()
                        .orElseThrow();
        waiting.remove(oldest);
        served += oldest.mostTokens();
        return oldest;
    }

    /** Takes everything. */
    List<WritingTicket> clear() {
        List<WritingTicket> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
