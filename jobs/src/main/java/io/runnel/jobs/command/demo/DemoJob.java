package io.runnel.jobs.command.demo;

import io.runnel.jobs.kafka.DeliveryConditions;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The real job of a type between the demo's topics: exactly-once, with quick checkpoints. */
final class DemoJob {
    private static final int RESTARTS = 3;

    private DemoJob() {}

    static RunningJob submit(
            LocalCluster cluster, DocumentType type, String bootstrapServers, int parallelism) {
        JobSettings settings = settings(type, bootstrapServers);
        DeliveryConditions.check(settings);
        StreamExecutionEnvironment env = cluster.environment(configuration(parallelism));
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        return cluster.submit(env, job.name());
    }

    private static JobSettings settings(DocumentType type, String bootstrapServers) {
        String largest = EmbeddedBroker.LARGEST_RECORD_BYTES - 100_000 + " bytes";
        List<String> arguments =
                List.of(
                        "--type",
                        type.label(),
                        "--kafka.bootstrap-servers",
                        bootstrapServers,
                        "--kafka.source.starting-offsets",
                        "earliest",
                        "--kafka.sink.max-record-bytes",
                        largest,
                        "--kafka.dead-letters.max-record-bytes",
                        largest,
                        "--delivery.transactional-id-prefix",
                        "demo",
                        "--delivery.checkpoint-interval",
                        "1 s");
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }

    private static Configuration configuration(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        return configuration;
    }
}
