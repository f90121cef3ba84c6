package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer did.
 *
 * @param works round by round; without tokens where the round failed
 * @param last what it said in its last good round
 */
record PeerRounds(Peer peer, List<Work> works, PeerResult last) {
    /** Numbers of the rounds in which it did something. */
    List<Integer> good() {
        List<Integer> good = new ArrayList<>();
        for (int round = 0; round < works.size(); round++) {
            if (works.get(round).tokens() > 0) {
                good.add(round);
            }
        }
        return good;
    }
}
