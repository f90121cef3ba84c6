package io.runnel.jobs.command.schemas;

import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.command.JobType;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which job's subjects in which registry: the options of that job say it. */
public final class SubjectOptions {
    @Mixin private JobType type;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The schema registry; short for --schemas.registry.url.")
    private String registry;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration of the job; of it schemas and the names of topics count here.")
    private Path config;

    /**
     * The settings of the job.
     *
     * @param keys options as they were typed
     * @throws io.runnel.jobs.options.OptionMistakes with every mistake
     */
    JobSettings settings(List<String> keys) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("--kafka.documents.format", DocumentFormat.AVRO_CONFLUENT.toString()));
        if (registry != null) {
            all.addAll(List.of("--schemas.registry.url", registry));
        }
        all.addAll(keys);
        return JobArguments.bounded(type.get(), config, all).settings();
    }
}
