package io.runnel.jobs.docs;

import io.runnel.jobs.options.JobOption;
import io.runnel.jobs.options.JobOptions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The names in a {@code ./runnel …} that stands in a sentence, where half a command is enough: its
 * commands and options must be there.
 */
final class RunnelNames {
    private final CommandSpec root;

    RunnelNames(CommandLine root) {
        this.root = root.getCommandSpec();
    }

    /** The names that are not there, or nothing. */
    List<String> unknown(Call call) {
        CommandSpec command = root;
        for (String word : call.arguments()) {
            if (RunnelCalls.OF_OTHER_MODULES.contains(word)) {
                return List.of();
            }
            if (word.startsWith("--")) {
                String option = word.replaceAll("=.*", "");
                if (command.findOption(option) == null && !isKey(command, option.substring(2))) {
                    return List.of(command.qualifiedName() + " has no option " + option);
                }
            } else if (command.subcommands().containsKey(word)) {
                command = command.subcommands().get(word).getCommandSpec();
            } else if (!command.subcommands().isEmpty() && !word.contains(CallCheck.MORE)) {
                return List.of(
                        command.qualifiedName()
                                + " has no command "
                                + word
                                + "; it has "
                                + command.subcommands().keySet());
            }
        }
        return List.of();
    }

    private static boolean isKey(CommandSpec command, String name) {
        return !command.unmatchedArgsBindings().isEmpty()
                && (JobOptions.all().stream().map(JobOption::key).anyMatch(name::equals)
                        || name.startsWith(JobOptions.KAFKA_PROPERTIES));
    }
}
