package io.runnel.benchmarks.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What every contestant is told.
 *
 * @param corpus the pieces
 * @param models folder with a model folder a task
 * @param pack our own pack, {@code …/<name>/<version>}
 * @param warmup how long it answers before it is measured
 * @param threads CPUs to use
 */
public record PeerOptions(
        Path corpus, Path models, Path pack, Duration time, Duration warmup, int threads) {
    /** As the command line has them; see {@code benchmarks/peers/README.md}. */
    public List<String> arguments() {
        return List.of(
                "--corpus",
                corpus.toString(),
                "--models",
                models.toString(),
                "--pack",
                pack.toString(),
                "--seconds",
                seconds(time),
                "--warmup",
                seconds(warmup),
                "--threads",
                Integer.toString(threads));
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1e3);
    }
}
