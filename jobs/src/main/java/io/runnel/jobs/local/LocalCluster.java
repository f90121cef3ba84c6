package io.runnel.jobs.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM with one TaskManager and a web page on this machine's loopback; its
 * jobs share one inference engine.
 *
 * <pre>{@code
 * try (LocalCluster cluster = LocalCluster.start(new LocalCluster.Settings(folder, 6, Map.of()))) {
 *     StreamExecutionEnvironment env = cluster.environment(jobConfiguration);
 *     TicketJob.build(env, …);
 *     RunningJob job = cluster.submit(env, "tickets");
 * }
 * }</pre>
 */
public final class LocalCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

    /** Flink takes the first port of the list that is free; 0 is any. */
    private static final String WEB_PORTS = "8081,0";

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final MiniCluster cluster;
    private final Configuration configuration;
    private final URI webPage;

    private LocalCluster(MiniCluster cluster, Configuration configuration, URI webPage) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.webPage = webPage;
    }

    /**
     * What a local cluster needs to know.
     *
     * @param folder where checkpoints and temporary files go
     * @param slots tasks that can run side by side: the sum of the jobs' parallelisms
     * @param engine configuration of the TaskManager's engine, by its keys
     */
    public record Settings(Path folder, int slots, Map<String, String> engine) {}

    /**
     * Starts a cluster; returns when jobs can be submitted.
     *
     * @throws IllegalStateException if it does not start
     */
    public static LocalCluster start(Settings settings) {
        Configuration configuration = configuration(settings);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(settings.slots())
                                .build());
        try {
            cluster.start();
            URI rest = cluster.getRestAddress().get();
            return new LocalCluster(cluster, configuration, rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Flink was starting.", e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The local Flink cluster does not start: " + e.getMessage(), e);
        }
    }

    /** Where a browser shows the jobs. */
    public URI webPage() {
        return webPage;
    }

    /** An environment whose jobs run on this cluster with these settings of their own. */
    public StreamExecutionEnvironment environment(Configuration job) {
        Configuration merged = new Configuration(configuration);
        merged.addAll(job);
        merged.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        return new StreamExecutionEnvironment(
                new LocalExecutor(cluster), merged, LocalCluster.class.getClassLoader());
    }

    /**
     * Submits what was built in this environment.
     *
     * @throws IllegalStateException if the cluster refuses it
     */
    public RunningJob submit(StreamExecutionEnvironment env, String name) {
        try {
            return new RunningJob(name, env.executeAsync(name), cluster);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Job '" + name + "' cannot be submitted: " + RunningJob.sentence(e), e);
        }
    }

    /** Stops all jobs and the cluster, but never waits longer than 20 s. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The local Flink cluster did not stop cleanly.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Configuration configuration(Settings settings) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, WEB_PORTS);
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(CoreOptions.TMP_DIRS, settings.folder().toString());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.folder().resolve("checkpoints").toUri().toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        settings.engine().forEach(configuration::setString);
        return configuration;
    }
}
