package io.runnel.jobs.command;

import io.runnel.jobs.command.cluster.ClusterCommand;
import io.runnel.jobs.command.database.DatabaseCommand;
import io.runnel.jobs.command.deadletters.DeadLettersCommand;
import io.runnel.jobs.command.demo.DemoCommand;
import io.runnel.jobs.command.demo.FeedCommand;
import io.runnel.jobs.command.enrich.EnrichCommand;
import io.runnel.jobs.command.map.MapCommand;
import io.runnel.jobs.command.models.ModelsCommand;
import io.runnel.jobs.command.run.RunCommand;
import io.runnel.jobs.command.schemas.SchemasCommand;
import io.runnel.jobs.command.topics.BrokerCommand;
import io.runnel.jobs.command.topics.ConsumeCommand;
import io.runnel.jobs.command.topics.ProduceCommand;
import io.runnel.jobs.command.verify.VerifyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code runnel} command. It exits with 0 when the work is done, 1 when it failed, 2 when it
 * was asked wrongly, 130 after Ctrl-C.
 */
@Command(
        name = "runnel",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header =
                "Invoices, transcripts and tickets: classified, with sentiment, entities and a summary.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            EnrichCommand.class,
            MapCommand.class,
            RunCommand.class,
            BrokerCommand.class,
            FeedCommand.class,
            ProduceCommand.class,
            ConsumeCommand.class,
            DeadLettersCommand.class,
            ModelsCommand.class,
            SchemasCommand.class,
            DatabaseCommand.class,
            ClusterCommand.class,
            VerifyCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel demo                                watch documents go through, Kafka to Kafka",
            "  ./runnel enrich --type ticket --input tickets.jsonl --output enriched.jsonl",
            "  ./runnel COMMAND --help                      options and examples of a command",
            "",
            "Exit code: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C."
        })
public final class Runnel implements Callable<Integer> {
    private static final String VERBOSE = "--verbose";

    @Spec private CommandSpec spec;

    @Option(
            names = VERBOSE,
            scope = ScopeType.INHERIT,
            description = "Log more to standard error, and show where an error came from.")
    private boolean verbose;

    /** Runs one command and ends the process. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains(VERBOSE)) {
            // The logging configuration reads it once, with the first logger.
            System.setProperty("runnel.log.stack", "full");
        }
        Terminal terminal = Terminal.ofProcess();
        int exitCode = run(terminal, Interruption.ofProcess(), arguments);
        terminal.out().flush();
        System.exit(exitCode);
    }

    /** Runs one command in this process and gives its exit code. */
    public static int run(Terminal terminal, Interruption interruption, String... arguments) {
        return commandLine(terminal, interruption).execute(arguments);
    }

    static CommandLine commandLine(Terminal terminal, Interruption interruption) {
        Runnel runnel = new Runnel();
        CommandLine line = new CommandLine(runnel, new CommandFactory(terminal, interruption));
        addOthers(line, terminal, interruption);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(40);
        line.setParameterExceptionHandler(Errors::wrongUse);
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> Errors.failed(failure, command, runnel.detail()));
        line.setExecutionStrategy(
                parsed -> {
                    Configurator.setRootLevel(runnel.verbose ? Level.INFO : Level.WARN);
                    leaveUnattended(interruption, parsed);
                    return execute(parsed);
                });
        return line;
    }

    /** Adds commands of other modules; one that cannot be had does not take the others with it. */
    private static void addOthers(CommandLine line, Terminal terminal, Interruption interruption) {
        try {
            ServiceLoader.load(AddedCommand.class)
                    .forEach(added -> line.addSubcommand(added.create(terminal, interruption)));
        } catch (ServiceConfigurationError | LinkageError e) {
            terminal.say("A command of another module is left out: " + e.getMessage());
        }
    }

    /** A command that is not handed the interruption would let Ctrl-C do nothing. */
    private static void leaveUnattended(Interruption interruption, ParseResult parsed) {
        List<CommandLine> chosen = parsed.asCommandLineList();
        Object command = chosen.get(chosen.size() - 1).getCommandSpec().userObject();
        if (!CommandFactory.awaitsInterruption(command.getClass())) {
            interruption.leaveUnattended();
        }
    }

    /** Lets a command that the JVM fails end as one that fails by itself: picocli does not. */
    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(
                    parsed.commandSpec().commandLine(),
                    "The command ended early",
                    new CommandFailure("The JVM failed: " + e, e));
        }
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    private Errors.Detail detail() {
        return verbose ? Errors.Detail.STACK_TRACE : Errors.Detail.SENTENCE;
    }
}
