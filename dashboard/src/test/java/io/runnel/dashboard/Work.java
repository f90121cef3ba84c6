package io.runnel.dashboard;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** What people did with a dashboard and were told that it is done. */
final class Work {
    private final AtomicInteger number = new AtomicInteger();
    private final Set<String> corrections = new ConcurrentSkipListSet<>();
    private final Set<String> replays = new ConcurrentSkipListSet<>();

    /** The number of the next thing to do. */
    int next() {
        return number.getAndIncrement();
    }

    void corrected(String id) {
        corrections.add(id);
    }

    void replayed(String id) {
        replays.add(id);
    }

    /** Ids of corrections. */
    List<String> corrections() {
        return List.copyOf(corrections);
    }

    /** Ids of audit lines. */
    List<String> replays() {
        return List.copyOf(replays);
    }
}
