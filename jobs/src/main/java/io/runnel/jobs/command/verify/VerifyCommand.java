package io.runnel.jobs.command.verify;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What Runnel promises, put to the test. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Put the promises to the test: nothing lost, nothing twice, nothing let in.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DeliveryCommand.class,
            ChaosCommand.class,
            MutantsCommand.class,
            ResubmissionCommand.class,
            StopsCommand.class
        })
public final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: delivery, chaos, mutants, resubmission or stops.");
    }
}
