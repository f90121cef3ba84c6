package io.runnel.jobs.command.database;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tables for enriched records in PostgreSQL. */
@Command(
        name = "database",
        mixinStandardHelpOptions = true,
        header = "Make and check the tables for enriched records in PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MigrateCommand.class, CheckDatabaseCommand.class, PartitionsCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel database migrate --url jdbc:postgresql://localhost:5432/runnel",
            "  ./runnel database partitions --url jdbc:postgresql://localhost:5432/runnel --keep 400"
        })
public final class DatabaseCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: migrate, check or partitions.");
    }
}
