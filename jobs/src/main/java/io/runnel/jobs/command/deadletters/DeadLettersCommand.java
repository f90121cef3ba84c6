package io.runnel.jobs.command.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What could not be enriched. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        header = "See what could not be enriched, and bring it back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListDeadLettersCommand.class, ReplayDeadLettersCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel dead-letters list --topic tickets-dlt",
            "  ./runnel dead-letters replay --topic tickets-dlt --retryable"
        })
public final class DeadLettersCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list or replay.");
    }
}
