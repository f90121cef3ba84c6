package io.runnel.jobs.command.schemas;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The schemas of this release, and a registry for them. */
@Command(
        name = "schemas",
        mixinStandardHelpOptions = true,
        header = "Print the schemas; register and check them in a schema registry.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ShowSchemaCommand.class,
            RegisterSchemasCommand.class,
            CheckSchemasCommand.class,
            ListSchemasCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel schemas show ticket --format json",
            "  ./runnel schemas register --type ticket --registry http://localhost:8081",
            "  ./runnel schemas check --type ticket --registry http://localhost:8081"
        })
public final class SchemasCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: show, register, check or list.");
    }
}
