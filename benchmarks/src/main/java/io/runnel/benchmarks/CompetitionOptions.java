package io.runnel.benchmarks;

import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerPlace;
import io.runnel.benchmarks.suite.PeerChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which peers compete with the pipeline. */
final class CompetitionOptions {
    /** The launcher says with this property where the peers' scripts are. */
    private static final String SCRIPTS_PROPERTY = "runnel.peers";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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

    /**
     * Who competes.
     *
     * @throws ParameterException if a letter is nobody's
     */
    PeerChoice choice() {
        List<Peer> peers = new ArrayList<>();
        for (String letter : letters) {
            peers.add(peer(letter.strip().toLowerCase(Locale.ROOT)));
        }
        Path scripts = Path.of(System.getProperty(SCRIPTS_PROPERTY, "benchmarks/peers"));
        Path usualHome = Path.of(System.getProperty("user.home"), ".cache", "runnel", "peers");
        return new PeerChoice(
                new PeerPlace(scripts, home == null ? usualHome : home.toAbsolutePath()),
                peers.isEmpty() ? List.of(Peer.values()) : peers);
    }

    private Peer peer(String letter) {
        return Arrays.stream(Peer.values())
                .filter(peer -> peer.letter().equals(letter))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        command.commandLine(),
                                        "--peers: nobody is '"
                                                + letter
                                                + "'; there are "
                                                + Arrays.stream(Peer.values())
                                                        .map(Peer::letter)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }
}
