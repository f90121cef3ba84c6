package io.runnel.jobs.command;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a local command tells a job, in the job's own arguments. */
public record JobArguments(List<String> arguments, Map<String, String> environment) {
    /**
     * The arguments of a run from file to file: what concerns Kafka is set to values that nobody
     * uses.
     *
     * @param config a file, or {@code null}
     * @param keys options as they were typed
     */
    public static JobArguments bounded(DocumentType type, Path config, List<String> keys) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--type", type.label()));
        arguments.addAll(List.of("--kafka.bootstrap-servers", "none:1"));
        arguments.addAll(List.of("--delivery.guarantee", "at-least-once"));
        if (config != null) {
            arguments.addAll(List.of("--config", config.toString()));
        }
        arguments.addAll(keys);
        return new JobArguments(List.copyOf(arguments), System.getenv());
    }

    /** The options that they mean, right or wrong. */
    public EffectiveOptions options() {
        return EffectiveOptions.of(Arguments.parse(arguments), environment);
    }

    /**
     * The settings that they mean.
     *
     * @throws io.runnel.jobs.options.OptionMistakes with every mistake
     */
    public JobSettings settings() {
        return JobSettings.of(options());
    }
}
