package io.runnel.jobs.docs;

import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.flink.client.cli.CliArgsException;
import org.apache.flink.client.cli.CliFrontendParser;
import org.apache.flink.client.cli.DefaultCLI;
import org.apache.flink.client.cli.GenericCLI;
import org.apache.flink.configuration.Configuration;

/**
 * Calls of {@code flink}: read by Flink's own client, and what follows our jar by the job's
 * options.
 */
final class FlinkCalls implements CallCheck {
    private static final Set<String> PROGRAMS = Set.of("flink", "./bin/flink", "bin/flink");
    private static final Set<String> ACTIONS =
            Set.of("run", "stop", "list", "cancel", "savepoint", "checkpoint", "info");

    @Override
    public boolean knows(Call call) {
        return PROGRAMS.contains(call.program());
    }

    @Override
    public List<String> mistakes(Call call) {
        List<String> arguments = new ArrayList<>(call.arguments());
        arguments.removeIf(MORE::equals);
        if (arguments.isEmpty() || !ACTIONS.contains(arguments.get(0))) {
            return List.of("flink: expected one of " + ACTIONS + " behind it");
        }
        String action = arguments.remove(0);
        try {
            CommandLine line =
                    CliFrontendParser.parse(
                            options(action), arguments.toArray(String[]::new), true);
            return action.equals("run") ? mistakesOfTheJob(line, call.text()) : notOptions(line);
        } catch (CliArgsException e) {
            return List.of(e.getMessage());
        }
    }

    private static Options options(String action) {
        Options options = ownOptions(action);
        for (var other : List.of(new DefaultCLI(), new GenericCLI(new Configuration(), "."))) {
            other.addGeneralOptions(options);
            other.addRunOptions(options);
        }
        return options;
    }

    /** Only those of 'run' are public. */
    private static Options ownOptions(String action) {
        String name = Character.toUpperCase(action.charAt(0)) + action.substring(1);
        try {
            var own = CliFrontendParser.class.getDeclaredMethod("get" + name + "CommandOptions");
            own.setAccessible(true);
            return (Options) own.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Flink's client has no options of " + action + ".", e);
        }
    }

    /** Flink's client takes an option that it does not know for the id of a job. */
    private static List<String> notOptions(CommandLine line) {
        return line.getArgList().stream()
                .filter(word -> word.startsWith("-"))
                .map(word -> "flink has no option " + word + " here")
                .toList();
    }

    private static List<String> mistakesOfTheJob(CommandLine line, String text) {
        List<String> behind = new ArrayList<>(line.getArgList());
        if (behind.isEmpty()) {
            return List.of("flink run: expected a jar, found none");
        }
        Path jar = Path.of(behind.remove(0));
        if (!jar.getFileName()
                .toString()
                .matches("runnel-jobs(-" + Project.version() + ")?\\.jar")) {
            return List.of(
                    "flink run: expected runnel-jobs-" + Project.version() + ".jar, found " + jar);
        }
        String type = valueOf("--type", behind);
        Path named = behind.contains("--config") ? Path.of(valueOf("--config", behind)) : null;
        boolean isLeftOut = named == null && text.contains(MORE);
        return DocumentType.ofLabel(type)
                .map(
                        known ->
                                JobKeys.mistakes(
                                        known,
                                        isLeftOut ? JobKeys.usualConfig(known) : named,
                                        behind))
                .orElse(List.of("--type: expected invoice, transcript or ticket, found " + type));
    }

    /** Takes an option and its value away. */
    private static String valueOf(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 == words.size()) {
            return "nothing";
        }
        words.remove(at);
        return words.remove(at);
    }
}
