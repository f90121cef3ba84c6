package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerPlace;
import java.util.List;

/** Which peers compete, and where they are. */
public record PeerChoice(PeerPlace place, List<Peer> peers) {
    public PeerChoice {
        peers = List.copyOf(peers);
    }
}
