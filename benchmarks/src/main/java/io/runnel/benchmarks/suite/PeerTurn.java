package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerContestant;
import io.runnel.benchmarks.peers.PeerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A peer in a contest: a round that fails is lost, and stops nobody else; after the second one it
 * is out. Remembers what it said last.
 */
final class PeerTurn implements Contestant<Work> {
    private static final Work NOTHING = new Work(0, 0, 1);
    private static final int PATIENCE = 2;

    private final PeerContestant contestant;
    private final List<String> failures = new ArrayList<>();
    private PeerResult last;

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

    /** Why its rounds failed. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** These rounds of its own with what it said; nothing where none of them was good. */
    Optional<PeerRounds> rounds(List<Work> works) {
        return Optional.ofNullable(last).map(said -> new PeerRounds(peer(), works, said));
    }

    @Override
    public String name() {
        return contestant.name();
    }

    /** Its work; none where it failed. */
    @Override
    public Work run() throws InterruptedException {
        if (failures.size() >= PATIENCE) {
            return NOTHING;
        }
        try {
            last = contestant.run();
            return last.work();
        } catch (IllegalStateException e) {
            failures.add(e.getMessage());
            return NOTHING;
        }
    }
}
