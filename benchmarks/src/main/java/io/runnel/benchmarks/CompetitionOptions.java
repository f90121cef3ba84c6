package io.runnel.benchmarks;

import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerPlace;
import io.runnel.benchmarks.suite.PeerChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which peers compete with the pipeline. */
final class CompetitionOptions {
    /** The launcher says with this property where the peers' scripts are. */
    private static final String SCRIPTS_PROPERTY = "runnel.peers";

    @Option(
            names = "--peers",
            paramLabel = "LETTER",
            split = ",",
            description =
                    "Suite peers: who competes, by the letters of benchmarks/peers/README.md (default:"
                            + " all).")
    private List<String> letters = List.of();

    @Option(
            names = "--peers-home",
            paramLabel = "FOLDER",
            description =
                    "Suite peers: where they install what they need, and find it again (default:"
                            + " ~/.cache/runnel/peers).")
    private Path home;

    /** What is wrong with the options. */
    List<String> mistakes() {
        return letters.stream()
                .filter(letter -> peer(letter).isEmpty())
                .map(
                        letter ->
                                "--peers: nobody is '"
                                        + letter.strip()
                                        + "'; there are "
                                        + Arrays.stream(Peer.values())
                                                .map(Peer::letter)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                .toList();
    }

    /** Who competes; letters that are nobody's are left out. */
    PeerChoice choice() {
        List<Peer> peers = letters.stream().flatMap(letter -> peer(letter).stream()).toList();
        Path scripts = Path.of(System.getProperty(SCRIPTS_PROPERTY, "benchmarks/peers"));
        Path usualHome = Path.of(System.getProperty("user.home"), ".cache", "runnel", "peers");
        return new PeerChoice(
                new PeerPlace(scripts, home == null ? usualHome : home.toAbsolutePath()),
                peers.isEmpty() ? List.of(Peer.values()) : peers);
    }

    private static Optional<Peer> peer(String letter) {
        return Arrays.stream(Peer.values())
                .filter(peer -> peer.letter().equals(letter.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
