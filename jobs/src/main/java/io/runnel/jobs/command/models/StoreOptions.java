package io.runnel.jobs.command.models;

import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.topics.OutputFormat;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that all commands about models have. */
final class StoreOptions {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "The model store: a folder with <name>/<version>/ (default: that of the checkout,"
                            + " or RUNNEL_MODELS).")
    private Path root;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For a person or for a program (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    LocalModels models() {
        return root == null ? LocalModels.find() : LocalModels.at(root);
    }

    OutputFormat output() {
        return output;
    }
}
