package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Contest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much is measured.
 *
 * @param contest rounds of a contest in this process
 * @param streams rounds of a contest of pipelines
 * @param repeats how often a latency is measured, each cluster is started, and each peer measured
 * @param sampleTokens tokens of the documents that the ceiling's plans and the engine's settings
 *     are compared with
 * @param batchTokens batch budgets that are compared
 * @param rowLengths of the batch shapes that are compared
 * @param rowCounts of the same
 * @param submitters numbers of threads that submit to the engine
 * @param window documents in flight in the engine, as a job's capacity allows
 * @param loads shares of the full load at which latencies are measured
 * @param loadTime how long each load is kept up, each time
 * @param leastArrivals how many documents arrive at each load at least, however long it takes
 * @param heads how many heads are asked of one model, and how many models
 * @param lengths of documents in tokens
 * @param starts how often the start of the engine is measured
 * @param clusters which are started
 * @param peerTime how long a peer is measured in each round; a fifth of it warms up
 */
public record Effort(
        Contest contest,
        Contest streams,
        int repeats,
        long sampleTokens,
        List<Integer> batchTokens,
        List<Integer> rowLengths,
        List<Integer> rowCounts,
        List<Integer> submitters,
        int window,
        List<Double> loads,
        Duration loadTime,
        int leastArrivals,
        List<Integer> heads,
        List<Integer> lengths,
        int starts,
        Clusters clusters,
        Duration peerTime) {
    /** What a committed report is made with. */
    public static Effort full() {
        return new Effort(
                new Contest(1, 4),
                new Contest(1, 3),
                3,
                20_000,
                List.of(256, 512, 1_024, 2_048, 4_096),
                List.of(16, 32, 64, 128, 256),
                List.of(1, 2, 4, 8, 16, 32),
                List.of(1, 4, 16, 64),
                400,
                List.of(0.25, 0.5, 0.75, 1.0),
                Duration.ofSeconds(6),
                60,
                List.of(1, 2, 4, 8),
                List.of(16, 64, 256, 1_000, 4_000, 16_000),
                5,
                Clusters.ALL,
                Duration.ofSeconds(20));
    }

    /** Seconds: shows that everything works, and no number that means anything. */
    public static Effort quick() {
        return new Effort(
                new Contest(0, 2),
                new Contest(0, 1),
                1,
                600,
                List.of(256, 1_024),
                List.of(16, 64),
                List.of(1, 4),
                List.of(1, 4),
                16,
                List.of(0.5),
                Duration.ofSeconds(1),
                4,
                List.of(1, 4),
                List.of(16, 600),
                1,
                Clusters.SMALLEST,
                Duration.ofSeconds(2));
    }

    /** Which clusters are started. */
    public enum Clusters {
        /** One TaskManager with 1 CPU, with 2, 4, … up to all; and two with half of them each. */
        ALL,
        /** One TaskManager with 1 CPU. */
        SMALLEST
    }

    /** The same with another number of rounds, wherever there are rounds. */
    public Effort rounds(int rounds) {
        return new Effort(
                new Contest(contest.warmUps(), rounds),
                new Contest(streams.warmUps(), rounds),
                rounds,
                sampleTokens,
                batchTokens,
                rowLengths,
                rowCounts,
                submitters,
                window,
                loads,
                loadTime,
                leastArrivals,
                heads,
                lengths,
                starts,
                clusters,
                peerTime);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rounds", contest.rounds());
        facts.put("rounds_to_warm_up", contest.warmUps());
        facts.put("rounds_of_pipelines", streams.rounds());
        facts.put("repeats_of_latencies_clusters_and_peers", repeats);
        facts.put("sample_tokens", sampleTokens);
        facts.put("documents_in_flight", window);
        facts.put("seconds_at_each_load", loadTime.toSeconds());
        facts.put("documents_at_each_load_at_least", leastArrivals);
        facts.put("seconds_of_a_peer", peerTime.toSeconds());
        return facts;
    }
}
