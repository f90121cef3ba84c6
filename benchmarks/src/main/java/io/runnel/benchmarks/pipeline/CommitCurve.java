package io.runnel.benchmarks.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Tokens by the time at which a reader of committed records could see them. Every job commits in a
 * rhythm of its own, and what is behind its last commit is not done yet; between two commits work
 * is taken to go on evenly. For one thread.
 */
final class CommitCurve {
    private final long start;
    private final long gap;
    private final Map<String, List<Commit>> commits = new LinkedHashMap<>();

    /** All that became visible at about one time, and all before it. */
    private record Commit(long nanos, long tokens) {}

    /**
     * @param start the {@link System#nanoTime()} of the first document that is sent
     * @param checkpointInterval of the jobs
     */
    CommitCurve(long start, Duration checkpointInterval) {
        this.start = start;
        this.gap = checkpointInterval.toNanos() / 3;
    }

    /** A document of a job became visible; times ascend. */
    void seen(String job, long nanos, int tokens) {
        List<Commit> own = commits.computeIfAbsent(job, name -> new ArrayList<>());
        Commit last = own.isEmpty() ? new Commit(start, 0) : own.get(own.size() - 1);
        Commit next = new Commit(nanos, last.tokens() + tokens);
        if (!own.isEmpty() && nanos - last.nanos() < gap) {
            own.set(own.size() - 1, next);
        } else {
            own.add(next);
        }
    }

    /**
     * The speed of all jobs together from the start to a commit: the last one that was followed by
     * another in every job, so that none had run dry by then. Nothing before any commit.
     */
    OptionalDouble tokensPerSecond() {
        long end =
                commits.values().stream()
                        .mapToLong(own -> own.get(Math.max(0, own.size() - 2)).nanos())
                        .min()
                        .orElse(start);
        double tokens = commits.values().stream().mapToDouble(own -> at(own, end)).sum();
        return end > start && tokens > 0
                ? OptionalDouble.of(tokens / ((end - start) / 1e9))
                : OptionalDouble.empty();
    }

    private double at(List<Commit> own, long nanos) {
        Commit before = new Commit(start, 0);
        for (Commit commit : own) {
            if (commit.nanos() >= nanos) {
                double share =
                        (double) (nanos - before.nanos()) / (commit.nanos() - before.nanos());
                return before.tokens() + share * (commit.tokens() - before.tokens());
            }
            before = commit;
        }
        return before.tokens();
    }
}
