package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.ProcessCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job of a chaos run, over all its lives: it is submitted, stopped with a savepoint and
 * submitted again, and every question to Flink is asked until somebody answers.
 */
final class ChaosJob {
    private static final Logger LOG = LoggerFactory.getLogger(ChaosJob.class);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

    private final FlinkRest rest;
    private final Path jar;
    private final Path savepoints;
    private ClusterJob job;
    private volatile String id;

    /** A question that a JobManager in trouble may not answer at once. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<T> ask() throws IOException, InterruptedException;
    }

    ChaosJob(ProcessCluster cluster, Path jar, ChaosSettings settings) {
        this.rest = new FlinkRest(cluster.rest());
        this.jar = jar;
        this.savepoints = cluster.savepoints();
        this.job =
                new ClusterJob(
                                List.of("--type", ChaosSettings.TYPE),
                                ChaosSettings.FIRST_PARALLELISM,
                                Optional.empty())
                        .with("--kafka.bootstrap-servers", cluster.bootstrapServers())
                        .with("--delivery.transactional-id-prefix", "chaos")
                        .with(
                                "--delivery.checkpoint-interval",
                                milliseconds(ChaosSettings.CHECKPOINT_INTERVAL))
                        .with(
                                "--delivery.transaction-timeout",
                                milliseconds(ChaosSettings.TRANSACTION_TIMEOUT))
                        .with(
                                "--delivery.longest-outage",
                                milliseconds(ChaosSettings.LONGEST_OUTAGE))
                        .with(
                                "--enrichment.order",
                                settings.order().name().toLowerCase(Locale.ROOT))
                        // What Kafka's client waits for a dead broker, instead of two minutes.
                        .with("--kafka.properties.request.timeout.ms", "10000")
                        .with("--kafka.properties.delivery.timeout.ms", "60000")
                        .with("--kafka.properties.max.block.ms", "60000");
    }

    /** Submits the job for the first time. */
    void submit() throws InterruptedException {
        id = submit(job);
    }

    /** Flink's name of the job as it runs now. */
    String id() {
        return id;
    }

    /** Returns when every task of the job runs. */
    void awaitReading() throws InterruptedException {
        untilAnswered("the job reads", () -> rest.reads(id) ? Optional.of(true) : Optional.empty());
    }

    /**
     * Stops the job with a savepoint and lets it go on from there with so many tasks of each
     * operator; tells whether that came about. If the savepoint fails, the job goes on as it was.
     */
    boolean rescale(int tasks) throws InterruptedException {
        Optional<String> savepoint = stop();
        if (savepoint.isEmpty()) {
            return false;
        }
        job = job.times(tasks).from(savepoint.get());
        id = submit(job);
        return true;
    }

    /** Stops the job, with a savepoint if it can. */
    void end() throws InterruptedException {
        if (stop().isEmpty()) {
            untilAnswered(
                    "the job is cancelled",
                    () -> {
                        rest.cancel(id);
                        return Optional.of(true);
                    });
            untilAnswered(
                    "the job is gone",
                    () -> rest.state(id).equals("CANCELED") ? Optional.of(true) : Optional.empty());
        }
    }

    /** Stops the job and gives the savepoint, unless it fails for all of the patience. */
    private Optional<String> stop() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (rest.reads(id)) {
                    String stop = rest.stop(id, savepoints);
                    return Optional.of(
                            untilAnswered("the savepoint", () -> rest.savepoint(id, stop)));
                }
            } catch (IOException | FlinkRest.SavepointFailedException e) {
                LOG.info("The job could not be stopped with a savepoint; trying again.", e);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return Optional.empty();
    }

    private String submit(ClusterJob submitted) throws InterruptedException {
        return untilAnswered("the job is submitted", () -> Optional.of(submitOnce(submitted)));
    }

    /**
     * An answer may be lost on its way; then the job runs, and must not be submitted again. The one
     * before it may still be about to end.
     */
    private String submitOnce(ClusterJob submitted) throws IOException, InterruptedException {
        for (JsonNode known : rest.jobs()) {
            String found = known.path("id").asText();
            if (!ENDED.contains(known.path("status").asText()) && !found.equals(id)) {
                return found;
            }
        }
        return rest.run(submitted.submission(rest.upload(jar)));
    }

    private static <T> T untilAnswered(String what, Question<T> question)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long news = System.nanoTime() + SILENCE.toNanos();
        IOException last = null;
        while (System.nanoTime() < deadline) {
            try {
                Optional<T> answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
            } catch (IOException e) {
                last = e;
            }
            if (System.nanoTime() > news) {
                news = System.nanoTime() + SILENCE.toNanos();
                LOG.warn(
                        "Still waiting until {} (at most {} in all); Flink's last answer: {}",
                        what,
                        PATIENCE,
                        last == null ? "not yet" : last.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        throw new IllegalStateException(
                "Expected that " + what + " within " + PATIENCE + "; it did not happen.", last);
    }

    private static String milliseconds(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
