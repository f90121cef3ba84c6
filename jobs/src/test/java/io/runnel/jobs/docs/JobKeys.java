package io.runnel.jobs.docs;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.OptionMistakes;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys of a job in a call, read as the job reads them. */
final class JobKeys {
    private static final String BOOTSTRAP = "--kafka.bootstrap-servers";

    private JobKeys() {}

    /** The configuration that jobs of a type have where nobody names one. */
    static Path usualConfig(DocumentType type) {
        return Path.of("deploy", "conf", type.topic() + ".yaml");
    }

    /**
     * What is wrong with them.
     *
     * @param config a file of the repository or of the reader, or {@code null}
     * @param keys as they were typed
     */
    static List<String> mistakes(DocumentType type, Path config, List<String> keys) {
        List<String> arguments = new ArrayList<>(List.of("--type", type.label()));
        arguments.addAll(keys);
        if (!keys.contains(BOOTSTRAP)) {
            arguments.addAll(List.of(BOOTSTRAP, "broker:9092"));
        }
        if (config != null && Files.exists(Page.ROOT.resolve(config))) {
            arguments.addAll(List.of("--config", Page.ROOT.resolve(config).toString()));
        } else if (config != null && config.getNameCount() > 1) {
            return List.of("--config: " + config + " is not in the repository");
        }
        try {
            JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
            return List.of();
        } catch (OptionMistakes e) {
            return e.mistakes();
        }
    }
}
