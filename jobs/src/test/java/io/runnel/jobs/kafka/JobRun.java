package io.runnel.jobs.kafka;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.jobs.registry.SchemaConditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs jobs on a test's cluster. */
final class JobRun {
    private JobRun() {}

    /** A cluster whose TaskManagers have the bundled model. */
    static MiniClusterResourceConfiguration cluster(int taskManagers, int slots) {
        return cluster(taskManagers, slots, Map.of());
    }

    /** The same with a folder for checkpoints: Flink's memory refuses those of large documents. */
    static MiniClusterResourceConfiguration clusterOfLargeDocuments() {
        try {
            String checkpoints = Files.createTempDirectory("runnel-sizes-").toUri().toString();
            return cluster(
                    1, 2, Map.of(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), checkpoints));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with more settings of the TaskManagers. */
    static MiniClusterResourceConfiguration cluster(
            int taskManagers, int slots, Map<String, String> more) {
        Configuration configuration = Configuration.fromMap(more);
        configuration.setString(
                "runnel.models.directory", RepositoryRoot.resolve("model-store/models").toString());
        configuration.setString("runnel.inference.workers", "2");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
        return new MiniClusterResourceConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumberTaskManagers(taskManagers)
                .setNumberSlotsPerTaskManager(slots)
                .build();
    }

    /** The settings of a job that makes its own topics and checkpoints often. */
    static JobSettings settings(TestKafka kafka, String type, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=" + type,
                                "--kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--kafka.missing-topics=create",
                                "--kafka.created-topics.partitions=2"));
        arguments.addAll(List.of(more));
        Map<String, String> often = Map.of("RUNNEL_DELIVERY_CHECKPOINT_INTERVAL", "300 ms");
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), often));
    }

    /** An environment whose jobs leave room on the cluster for others. */
    static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        return env;
    }

    /** Submits the job, does this while it runs, and returns when the job is gone. */
    static <T> T during(JobSettings settings, Callable<T> body) throws Exception {
        DeliveryConditions.check(settings);
        SchemaConditions.check(settings);
        StreamExecutionEnvironment env = environment();
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        return during(env, job.name(), body);
    }

    /** Submits a job that ends by itself, and returns when it has. */
    static void toItsEnd(JobSettings settings) throws Exception {
        StreamExecutionEnvironment env = environment();
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        env.execute(job.name());
    }

    /** The same for whatever was built in this environment. */
    static <T> T during(StreamExecutionEnvironment env, String name, Callable<T> body)
            throws Exception {
        JobClient client = env.executeAsync(name);
        try {
            return body.call();
        } finally {
            cancel(client);
        }
    }

    private static void cancel(JobClient client) throws Exception {
        client.cancel().get();
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            // A cancelled job has no result; that is how it tells.
        }
    }
}
