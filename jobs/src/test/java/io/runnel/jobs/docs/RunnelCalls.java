package io.runnel.jobs.docs;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Calls of {@code ./runnel}: read by the command's own parser, and jobs' keys by the jobs' own
 * options.
 */
final class RunnelCalls implements CallCheck {
    static final String PROGRAM = "./runnel";

    /** Added by the modules of the benchmarks and the dashboard, whose tests read their calls. */
    static final Set<String> OF_OTHER_MODULES = Set.of("bench", "dashboard", "corrections");

    /** What they write needs none of Kafka's transactions, so their configuration names none. */
    private static final Set<String> FROM_FILES = Set.of("enrich", "map");

    @Override
    public boolean knows(Call call) {
        return call.program().equals(PROGRAM);
    }

    @Override
    public List<String> mistakes(Call call) {
        List<String> arguments =
                call.arguments().stream().filter(word -> !word.contains(MORE)).toList();
        if (!arguments.isEmpty() && OF_OTHER_MODULES.contains(arguments.get(0))) {
            return List.of();
        }
        try {
            CommandLine chosen = chosen(arguments);
            return chosen.getCommandSpec().unmatchedArgsBindings().isEmpty()
                    ? List.of()
                    : mistakesOfTheJob(chosen);
        } catch (MissingParameterException e) {
            return call.text().contains(MORE) ? List.of() : List.of(e.getMessage());
        } catch (ParameterException e) {
            return List.of(e.getMessage());
        }
    }

    /** The command that these arguments choose. */
    static CommandLine chosen(List<String> arguments) {
        List<CommandLine> commands =
                new TestTerminal()
                        .parse(arguments.toArray(String[]::new))
                        .getParseResult()
                        .asCommandLineList();
        return commands.get(commands.size() - 1);
    }

    private static List<String> mistakesOfTheJob(CommandLine command) {
        ParseResult parsed = command.getParseResult();
        DocumentType type = parsed.matchedOptionValue("--type", DocumentType.TICKET);
        Path config = parsed.matchedOptionValue("--config", JobKeys.usualConfig(type));
        List<String> keys = new ArrayList<>(command.getUnmatchedArguments());
        if (FROM_FILES.contains(command.getCommandName())) {
            keys.addAll(List.of("--delivery.guarantee", "at-least-once"));
        }
        return JobKeys.mistakes(type, config, keys);
    }
}
