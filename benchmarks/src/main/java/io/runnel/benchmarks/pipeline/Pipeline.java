package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.Contestant;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeliveryConditions;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.options.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The real jobs between the topics of a broker in another process, in a Flink cluster of this one,
 * as {@code ./runnel run} starts them. Only those run that are measured: an idle job takes
 * checkpoints, too. One that comes back goes on from its savepoint, so that it has each document
 * once over all rounds.
 */
public final class Pipeline implements Feed.Watched, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BrokerProcess broker;
    private final LocalCluster cluster;
    private final InferenceEngine.Lease engine;
    private final Settings settings;
    private final Path savepoints;
    private final Map<PipelineJob, RunningJob> running = new LinkedHashMap<>();
    private final Map<PipelineJob, String> finished = new HashMap<>();

    private Pipeline(
            BrokerProcess broker,
            LocalCluster cluster,
            InferenceEngine.Lease engine,
            Settings settings,
            Path savepoints) {
        this.broker = broker;
        this.cluster = cluster;
        this.engine = engine;
        this.settings = settings;
        this.savepoints = savepoints;
    }

    /**
     * How it runs.
     *
     * @param engine settings of the TaskManager's engine
     * @param parallelism of each job, and partitions of each topic
     */
    public record Settings(EngineSettings engine, int parallelism, Duration checkpointInterval) {
        /** The TaskManager's configuration. */
        private Map<String, String> taskManager(int slots) {
            Map<String, String> keys = new HashMap<>(FlinkKeys.of(engine));
            String network = FlinkKeys.networkMib(slots) + " mb";
            keys.put(TaskManagerOptions.NETWORK_MEMORY_MIN.key(), network);
            keys.put(TaskManagerOptions.NETWORK_MEMORY_MAX.key(), network);
            return keys;
        }
    }

    /**
     * Starts broker and cluster, and makes the jobs' topics; no job runs yet.
     *
     * @param jobs all that may ever run
     * @throws IllegalStateException if one of them does not start
     */
    public static Pipeline start(Settings settings, List<PipelineJob> jobs, Path folder) {
        BrokerProcess broker = BrokerProcess.start(folder);
        LocalCluster cluster = null;
        InferenceEngine.Lease engine = null;
        Pipeline started = null;
        try {
            int slots = jobs.size() * settings.parallelism();
            cluster =
                    LocalCluster.start(
                            new LocalCluster.Settings(
                                    folder.resolve("flink"), slots, settings.taskManager(slots)));
            engine = InferenceEngine.acquire(settings.engine());
            for (PipelineJob job : jobs) {
                broker.kafka().createMissing(job.topics(settings.parallelism()));
            }
            started = new Pipeline(broker, cluster, engine, settings, folder.resolve("savepoints"));
            return started;
        } finally {
            if (started == null) {
                if (engine != null) {
                    engine.close();
                }
                if (cluster != null) {
                    cluster.close();
                }
                broker.close();
            }
        }
    }

    @Override
    public KafkaConnection kafka() {
        return broker.kafka();
    }

    @Override
    public Duration checkpointInterval() {
        return settings.checkpointInterval();
    }

    /**
     * Lets the jobs of these feeds run, and no others. Where one had to be started, the first
     * documents of each feed have been answered when this returns: models are loaded and warm.
     *
     * @throws IllegalStateException if a job neither starts nor finishes
     */
    public void only(List<Feed> feeds) throws InterruptedException {
        Set<PipelineJob> wanted = new LinkedHashSet<>();
        feeds.forEach(feed -> wanted.addAll(feed.jobs()));
        if (running.keySet().equals(wanted)) {
            return;
        }
        for (PipelineJob job : List.copyOf(running.keySet())) {
            if (!wanted.contains(job)) {
                finish(job);
            }
        }
        for (PipelineJob job : wanted) {
            if (!running.containsKey(job)) {
                submit(job);
            }
        }
        awaitReading();
        for (Feed feed : feeds) {
            feed.beginning().once();
        }
    }

    /** The feed as a contestant whose jobs run alone. */
    public Contestant<PipelineResult> alone(Feed feed) {
        return among(List.of(feed), feed);
    }

    /** A contestant beside which no job runs. */
    public <M> Contestant<M> without(Contestant<M> contestant) {
        return among(List.of(), contestant);
    }

    private <M> Contestant<M> among(List<Feed> feeds, Contestant<M> contestant) {
        return new Contestant<>() {
            @Override
            public String name() {
                return contestant.name();
            }

            @Override
            public M run() throws InterruptedException {
                only(feeds);
                return contestant.run();
            }
        };
    }

    public BrokerProcess broker() {
        return broker;
    }

    @Override
    public void requireRunning() {
        broker.requireAlive();
        for (RunningJob job : running.values()) {
            if (job.ended()) {
                throw new IllegalStateException(
                        "Job '"
                                + job.name()
                                + "' failed: "
                                + job.failure().map(RunningJob::sentence).orElse("it ended"),
                        job.failure().orElse(null));
            }
        }
    }

    @Override
    public void close() {
        running.values().forEach(RunningJob::cancel);
        cluster.close();
        engine.close();
        broker.close();
    }

    private void finish(PipelineJob job) {
        Optional<String> savepoint = running.remove(job).finish(savepoints);
        finished.put(
                job,
                savepoint.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Job '"
                                                + job.name()
                                                + "' did not finish with a savepoint, so what it"
                                                + " read last would count twice.")));
    }

    private void submit(PipelineJob job) {
        JobSettings jobSettings =
                job.settings(kafka().bootstrapServers(), settings.checkpointInterval());
        DeliveryConditions.check(jobSettings);
        Configuration configuration = FlinkKeys.job(settings.parallelism());
        if (finished.containsKey(job)) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, finished.get(job));
        }
        StreamExecutionEnvironment env = cluster.environment(configuration);
        KafkaJob built = new KafkaJob(jobSettings);
        built.build(env);
        running.put(job, cluster.submit(env, built.name()));
    }

    private void awaitReading() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (RunningJob job : running.values()) {
            while (!job.reads()) {
                requireRunning();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Job '" + job.name() + "' does not run after " + PATIENCE + ".");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }
}
