package io.runnel.jobs.command.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A real cluster on this machine, without containers. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        header = "Start, look at and stop a Kafka and Flink cluster of real processes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartClusterCommand.class,
            StatusClusterCommand.class,
            StopClusterCommand.class
        })
public final class ClusterCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name a command: start, status or stop.");
    }
}
