package io.runnel.jobs.command;

import io.runnel.jobs.options.OptionMistakes;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors reach the user: one sentence, and what to type instead. */
final class Errors {
    private Errors() {}

    /** How much is told of a failure. */
    enum Detail {
        SENTENCE,
        STACK_TRACE
    }

    /** Reports a command line that cannot be understood; its exit code is 2. */
    static int wrongUse(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("runnel: " + sentence(mistake.getMessage()));
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        err.println("See './" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Reports work that failed; its exit code is 1, or 2 where a job's options are wrong. */
    static int failed(Exception failure, CommandLine command, Detail detail) {
        PrintWriter err = command.getErr();
        err.println("runnel: " + explain(failure));
        if (detail == Detail.STACK_TRACE) {
            failure.printStackTrace(err);
        }
        if (failure instanceof OptionMistakes) {
            return OptionMistakes.EXIT_CODE;
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String explain(Exception failure) {
        String message = failure.getMessage();
        if (failure instanceof UncheckedIOException io && io.getCause() != null) {
            return sentence(io.getCause().toString());
        }
        boolean ours =
                failure instanceof CommandFailure
                        || failure instanceof IllegalStateException
                        || failure instanceof IllegalArgumentException;
        if (ours && message != null && !message.isBlank()) {
            return sentence(message);
        }
        return sentence(failure.toString()) + " Run it again with --verbose to see where.";
    }

    private static String sentence(String message) {
        String text = message.strip();
        return text.endsWith(".") || text.endsWith("?") || text.contains("\n") ? text : text + ".";
    }
}
