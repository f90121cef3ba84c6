package io.runnel.jobs.command.enrich;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a long run is, as a line every few seconds; a short run ends before the first. It counts
 * what has reached the files, which is a little behind the job.
 */
final class RunProgress {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final long total;
    private final GrowingFile enriched;
    private final GrowingFile rejects;
    private long lastLine;

    /**
     * @param start the present {@link System#nanoTime()}
     */
    RunProgress(long total, GrowingFile enriched, GrowingFile rejects, long start) {
        this.total = total;
        this.enriched = enriched;
        this.rejects = rejects;
        this.lastLine = start;
    }

    /** The progress of a run that starts now. */
    static RunProgress of(BoundedRun run) {
        return new RunProgress(
                run.input().records(),
                new GrowingFile(run.enriched()),
                new GrowingFile(run.rejects()),
                System.nanoTime());
    }

    /** The next line, if it is time for one. */
    Optional<String> lineIfDue(long now) throws IOException {
        if (now - lastLine < INTERVAL.toNanos()) {
            return Optional.empty();
        }
        lastLine = now;
        long out = enriched.lines();
        long refused = rejects.lines();
        return Optional.of(
                "%,d of %,d documents: %,d enriched, %,d rejected."
                        .formatted(out + refused, total, out, refused));
    }
}
