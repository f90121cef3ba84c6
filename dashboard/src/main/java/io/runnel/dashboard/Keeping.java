package io.runnel.dashboard;

import io.runnel.dashboard.search.TextIndex;
import io.runnel.dashboard.store.Retention;
import io.runnel.dashboard.store.Store;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes out of store and index once a minute what is no longer to be kept. */
final class Keeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final Retention retention;
    private final Store store;
    private final TextIndex index;
    private final Clock clock;
    private final ScheduledExecutorService timer;

    Keeping(Retention retention, Store store, TextIndex index, Clock clock) {
        this.retention = retention;
        this.store = store;
        this.index = index;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "runnel-dashboard-keeping");
                            thread.setDaemon(true);
                            return thread;
                        });
        if (!retention.equals(Retention.EVERYTHING)) {
            var unused = timer.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.SECONDS);
        }
    }

    /** All that is too old or too much, portion by portion; what fails is tried in a minute. */
    private void sweep() {
        try {
            Retention.Portion portion;
            do {
                portion = retention.apply(store, clock);
                index.remove(portion.documents());
                index.refresh();
            } while (!portion.isAll() && !timer.isShutdown());
        } catch (RuntimeException e) {
            LOG.warn("What is no longer kept could not be taken out; it is tried again.", e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("Taking out what is no longer kept did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
