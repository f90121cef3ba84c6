package io.runnel.benchmarks.pipeline;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The real jobs between the topics of a broker in another process, in a Flink cluster of this one,
 * as {@code ./runnel run} starts them. They stay up from start to end, so that no round begins
 * cold; an idle job costs next to nothing.
 */
public final class Pipeline implements Feed.Watched, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final BrokerProcess broker;
    private final LocalCluster cluster;
    private final InferenceEngine.Lease engine;
    private final Duration checkpointInterval;
    private final List<RunningJob> running = new ArrayList<>();

    private Pipeline(
            BrokerProcess broker,
            LocalCluster cluster,
            InferenceEngine.Lease engine,
            Duration checkpointInterval) {
        this.checkpointInterval = checkpointInterval;
        this.broker = broker;
        this.cluster = cluster;
        this.engine = engine;
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
     * Starts broker, cluster and jobs; returns when every job reads.
     *
     * @throws IllegalStateException if one of them does not start
     */
    public static Pipeline start(Settings settings, List<PipelineJob> jobs, Path folder)
            throws InterruptedException {
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
            Pipeline pipeline =
                    new Pipeline(broker, cluster, engine, settings.checkpointInterval());
            for (PipelineJob job : jobs) {
                pipeline.submit(job, settings);
            }
            pipeline.awaitReading();
            started = pipeline;
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
        return checkpointInterval;
    }

    public BrokerProcess broker() {
        return broker;
    }

    @Override
    public void requireRunning() {
        broker.requireAlive();
        for (RunningJob job : running) {
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
        running.forEach(RunningJob::cancel);
        cluster.close();
        engine.close();
        broker.close();
    }

    private void submit(PipelineJob job, Settings settings) {
        kafka().createMissing(job.topics(settings.parallelism()));
        JobSettings jobSettings =
                job.settings(kafka().bootstrapServers(), settings.checkpointInterval());
        DeliveryConditions.check(jobSettings);
        StreamExecutionEnvironment env = cluster.environment(FlinkKeys.job(settings.parallelism()));
        KafkaJob built = new KafkaJob(jobSettings);
        built.build(env);
        running.add(cluster.submit(env, built.name()));
    }

    private void awaitReading() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (RunningJob job : running) {
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
