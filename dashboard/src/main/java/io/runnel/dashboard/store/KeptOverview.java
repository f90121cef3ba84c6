package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The overview of all documents is there at once, and misses at most what came in the last {@link
 * #OLDEST} seconds; one with a filter is counted when it is asked, and misses nothing. Each says
 * when it was counted.
 */
public final class KeptOverview implements AutoCloseable {
    /** How old a kept answer may be while something has changed since. */
    static final Duration OLDEST = Duration.ofSeconds(5);

    private static final int CLOSING_SECONDS = 10;

    private final Store store;
    private final Overview overview;
    private final Clock clock;
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "runnel-dashboard-overview");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile Kept kept;
    private CompletableFuture<Kept> counting;

    /** An answer, and of which state of the store. */
    private record Kept(long changes, Instant at, ObjectNode answer) {}

    public KeptOverview(Store store, Overview overview, Clock clock) {
        this.store = store;
        this.overview = overview;
        this.clock = clock;
    }

    /** What the documents of a filter say. */
    public ObjectNode of(Filter filter) {
        if (!filter.isAll()) {
            Instant at = clock.instant();
            return overview.of(filter).put("counted_at", at.toString());
        }
        Kept known = kept;
        if (known != null && known.changes() == store.changes()) {
            return known.answer();
        }
        CompletableFuture<Kept> next = count();
        if (known != null && clock.instant().isBefore(known.at().plus(OLDEST))) {
            return known.answer();
        }
        try {
            return next.join().answer();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Begins to count, unless that has begun: all who wait get the same answer. */
    private synchronized CompletableFuture<Kept> count() {
        if (counting == null || counting.isDone()) {
            counting = CompletableFuture.supplyAsync(this::counted, background);
        }
        return counting;
    }

    private Kept counted() {
        long changes = store.changes();
        Instant at = clock.instant();
        ObjectNode answer = overview.of(Filter.ALL).put("counted_at", at.toString());
        Kept fresh = new Kept(changes, at, answer);
        kept = fresh;
        return fresh;
    }

    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
