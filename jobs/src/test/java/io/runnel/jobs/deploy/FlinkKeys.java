package io.runnel.jobs.deploy;

import io.runnel.flink.EngineOptions;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/** What Flink, its autoscaler and the engine read from a cluster's configuration. */
final class FlinkKeys {
    private static final List<Class<?>> OWNERS =
            List.of(
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    PipelineOptions.class,
                    RestOptions.class,
                    RestartStrategyOptions.class,
                    TaskManagerOptions.class,
                    AutoScalerOptions.class);

    /** Keys with a name of the user's in the middle. */
    private static final Pattern REPORTER =
            Pattern.compile(
                    "metrics\\.reporter\\.\\w+\\.(factory\\.class|port|filterLabelValueCharacters)");

    private FlinkKeys() {}

    /** The keys of this configuration that nobody reads. */
    static Set<String> unknownIn(Configuration configuration) {
        Set<String> unknown = new TreeSet<>(configuration.keySet());
        unknown.removeAll(known());
        unknown.removeIf(key -> REPORTER.matcher(key).matches());
        return unknown;
    }

    /**
     * How Flink divides the memory of a TaskManager.
     *
     * @throws org.apache.flink.configuration.IllegalConfigurationException if the parts are more
     *     than the whole
     */
    static TaskExecutorProcessSpec memory(Configuration configuration) {
        return TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        EngineOptions.all().forEach(option -> known.add(option.key()));
        for (Class<?> owner : OWNERS) {
            for (Field field : owner.getFields()) {
                if (field.getType() == ConfigOption.class) {
                    add(known, field);
                }
            }
        }
        return known;
    }

    private static void add(Set<String> known, Field field) {
        try {
            ConfigOption<?> option = (ConfigOption<?>) field.get(null);
            known.add(option.key());
            for (FallbackKey fallback : option.fallbackKeys()) {
                if (!fallback.isDeprecated()) {
                    known.add(fallback.getKey());
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }
}
