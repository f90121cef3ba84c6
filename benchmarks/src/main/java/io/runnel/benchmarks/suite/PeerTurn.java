package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerContestant;
import io.runnel.benchmarks.peers.PeerResult;
import java.util.Optional;

/**
 * A peer in a contest: one that fails is out, and stops nobody else. Remembers what it said last.
 */
final class PeerTurn implements Contestant<Work> {
    private static final Work NOTHING = new Work(0, 0, 1);

    private final PeerContestant contestant;
    private PeerResult last;
    private String failure;

    PeerTurn(PeerContestant contestant) {
        this.contestant = contestant;
    }

    Peer peer() {
        return contestant.peer();
    }

    /** Why it cannot take part, or nothing where it can. */
    Optional<String> unavailable() throws InterruptedException {
        return contestant.unavailable();
    }

    /** What it said in its last run, if there was one. */
    Optional<PeerResult> last() {
        return Optional.ofNullable(last);
    }

    /** Why it dropped out, if it did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public String name() {
        return contestant.name();
    }

    @Override
    public Work run() throws InterruptedException {
        if (failure != null) {
            return NOTHING;
        }
        try {
            last = contestant.run();
            return last.work();
        } catch (IllegalStateException e) {
            failure = "it failed in a round: " + e.getMessage();
            return NOTHING;
        }
    }
}
