package io.runnel.jobs.docs;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.List;
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

    /** Added by the module of the benchmarks, whose tests read its calls. */
    static final String OF_ANOTHER_MODULE = "bench";

    @Override
    public boolean knows(Call call) {
        return call.program().equals(PROGRAM);
    }

    @Override
    public List<String> mistakes(Call call) {
        List<String> arguments =
                call.arguments().stream().filter(word -> !word.contains(MORE)).toList();
        if (!arguments.isEmpty() && arguments.get(0).equals(OF_ANOTHER_MODULE)) {
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
        return JobKeys.mistakes(type, config, command.getUnmatchedArguments());
    }
}
