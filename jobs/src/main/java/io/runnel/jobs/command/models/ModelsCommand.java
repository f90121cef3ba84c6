package io.runnel.jobs.command.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The model store. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        header = "See, check and measure the models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListModelsCommand.class,
            ShowModelCommand.class,
            VerifyModelsCommand.class,
            EvaluateModelCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel models list",
            "  ./runnel models show runnel-base/3",
            "  ./runnel models evaluate --model runnel-base/3 --head ticket-queue --input labelled.jsonl"
        })
public final class ModelsCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: list, show, verify or evaluate.");
    }
}
