package io.runnel.inference.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the texts of one user wait to be written, and how much the user was served. Made by {@link
 * Writer#openLine()}; the queue guards it with its lock, and forgets it while it is empty.
 */
public final class WritingLine {
    private final Deque<WritingTicket> waiting = new ArrayDeque<>();
    private long served;
    private long lastTurn;

    WritingLine() {}

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

    /** The lane's oldest ticket, which there must be. */
    WritingTicket first(WritingTicket.Lane lane) {
        return waiting.stream()
                .filter(ticket -> ticket.lane().equals(lane))
                .findFirst()
                .orElseThrow();
    }

    /** Takes the lane's oldest ticket, which there must be, and counts it as served. */
    WritingTicket take(WritingTicket.Lane lane) {
        WritingTicket oldest = first(lane);
        waiting.remove(oldest);
        served += oldest.mostTokens();
        return oldest;
    }

    /** Leaves out texts that nobody waits for any more; gives them back. */
    Set<WritingTicket> withoutOver() {
        Set<WritingTicket> over = new HashSet<>();
        for (WritingTicket ticket : waiting) {
            if (ticket.isOver()) {
                over.add(ticket);
            }
        }
        waiting.removeAll(over);
        return over;
    }

    /** Takes everything. */
    List<WritingTicket> clear() {
        List<WritingTicket> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
