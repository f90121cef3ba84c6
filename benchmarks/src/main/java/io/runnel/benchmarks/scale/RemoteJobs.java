package io.runnel.benchmarks.scale;

import io.runnel.benchmarks.pipeline.BrokerProcess;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.FlinkKeys;
import io.runnel.benchmarks.pipeline.PipelineJob;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.KafkaJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs on a cluster of processes. Their classes are in the cluster's class path, so nothing is
 * uploaded.
 */
final class RemoteJobs implements Feed.Watched, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJobs.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

    private final ProcessCluster cluster;
    private final BrokerProcess broker;
    private final int parallelism;
    private final Duration checkpointInterval;
    private final List<JobClient> jobs = new ArrayList<>();
    private long lastLook = System.nanoTime();

    RemoteJobs(
            ProcessCluster cluster,
            BrokerProcess broker,
            int parallelism,
            Duration checkpointInterval) {
        this.checkpointInterval = checkpointInterval;
        this.cluster = cluster;
        this.broker = broker;
        this.parallelism = parallelism;
    }

    /**
     * Submits a job. Topics that are not there are created.
     *
     * @throws IllegalStateException if the cluster refuses it
     */
    void submit(PipelineJob job, int partitions) {
        kafka().createMissing(job.topics(partitions));
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration());
        KafkaJob built = new KafkaJob(job.settings(kafka().bootstrapServers(), checkpointInterval));
        built.build(env);
        try {
            jobs.add(env.executeAsync(built.name()));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Job " + job.name() + " cannot be submitted: " + e.getMessage(), e);
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

    @Override
    public void requireRunning() {
        cluster.requireAlive();
        if (System.nanoTime() - lastLook < LOOK_INTERVAL.toNanos()) {
            return;
        }
        lastLook = System.nanoTime();
        for (JobClient job : jobs) {
            try {
                JobStatus status =
                        job.getJobStatus().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (status.isTerminalState()) {
                    throw new IllegalStateException(
                            "Job " + job.getJobID() + " has ended: " + status + ".");
                }
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("The cluster does not tell how the job is.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Cancels the jobs; the cluster is about to end. */
    @Override
    public void close() {
        for (JobClient job : jobs) {
            try {
                job.cancel().get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("The job ends with its cluster.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Configuration configuration() {
        Configuration configuration = FlinkKeys.job(parallelism);
        configuration.set(DeploymentOptions.TARGET, "remote");
        configuration.set(RestOptions.ADDRESS, cluster.rest().getHost());
        configuration.set(RestOptions.PORT, cluster.rest().getPort());
        return configuration;
    }
}
