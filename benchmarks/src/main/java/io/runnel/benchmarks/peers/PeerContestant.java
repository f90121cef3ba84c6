package io.runnel.benchmarks.peers;

import io.runnel.benchmarks.measure.ChildJava;
import io.runnel.benchmarks.measure.Contestant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A peer as a contestant: every run is a new process that loads, warms up and measures itself. */
public final class PeerContestant implements Contestant<PeerResult> {
    /** Loading, and the slice that is under way when the time is over. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final List<String> JVM_OPTIONS = List.of("-Xmx3g", "-XX:+UseParallelGC");

    private final Peer peer;
    private final PeerPlace place;
    private final PeerOptions options;

    public PeerContestant(Peer peer, PeerPlace place, PeerOptions options) {
        this.peer = peer;
        this.place = place;
        this.options = options;
    }

    @Override
    public String name() {
        return peer.label();
    }

    public Peer peer() {
        return peer;
    }

    /**
     * Installs the peer and lets it answer for a second.
     *
     * @return why it cannot take part, or nothing where it can
     */
    public Optional<String> unavailable() throws InterruptedException {
        if (peer.way().isEmpty()) {
            Optional<String> missing = place.install(peer.label());
            if (missing.isPresent()) {
                return missing;
            }
        }
        PeerOptions probe =
                new PeerOptions(
                        options.corpus(),
                        options.models(),
                        options.pack(),
                        PROBE,
                        Duration.ZERO,
                        options.threads());
        try {
            new PeerContestant(peer, place, probe).run();
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("it is installed but does not run: " + e.getMessage());
        }
    }

    /**
     * @throws IllegalStateException if it fails, with the end of what it printed
     */
    @Override
    public PeerResult run() throws InterruptedException {
        Duration limit = options.warmup().plus(options.time()).plus(SLACK);
        Optional<FlinkWay> way = peer.way();
        if (way.isPresent()) {
            return PeerResult.parse(job(way.get(), limit));
        }
        Script.Outcome outcome = place.script(peer.label(), "run").run(options.arguments(), limit);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(
                    peer.label()
                            + " ended with exit code "
                            + outcome.exitCode()
                            + ":\n"
                            + outcome.endOfErrors());
        }
        return PeerResult.parse(outcome.output());
    }

    private String job(FlinkWay way, Duration limit) throws InterruptedException {
        ChildJava.Program program =
                new ChildJava.Program(
                        peer.label(),
                        FlinkPeer.class.getName(),
                        JVM_OPTIONS,
                        FlinkPeer.arguments(way, options));
        try (ChildJava process = ChildJava.start(program, place.home().resolve(peer.label()))) {
            return process.await(limit);
        }
    }
}
