package io.runnel.jobs.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** How long a command stays, as far as its arguments tell. */
enum Stay {
    /** A Kafka, which the test has started already. */
    BROKER,
    /** Until Ctrl-C. */
    UNTIL_INTERRUPTED,
    /** Until its work is done. */
    UNTIL_DONE;

    private static final String KAFKA = "--bootstrap-servers";
    private static final String INTERVAL = "--delivery.checkpoint-interval";
    private static final Set<String> ENDS = Set.of("--exit", "--max");

    static Stay of(List<String> arguments) {
        return switch (arguments.get(0)) {
            case "broker" -> BROKER;
            case "run" -> UNTIL_INTERRUPTED;
            case "demo" -> arguments.contains("--exit") ? UNTIL_DONE : UNTIL_INTERRUPTED;
            case "consume" ->
                    ENDS.stream().anyMatch(arguments::contains) ? UNTIL_DONE : UNTIL_INTERRUPTED;
            default -> UNTIL_DONE;
        };
    }

    /** The arguments for the Kafka of the test, and with results that are there in a second. */
    List<String> arguments(List<String> typed, String kafka) {
        List<String> arguments = new ArrayList<>(typed);
        CommandLine command = RunnelCalls.chosen(typed);
        ParseResult parsed = command.getParseResult();
        if (parsed.hasMatchedOption(KAFKA)) {
            arguments.set(arguments.indexOf(KAFKA) + 1, kafka);
        } else if (command.getCommandSpec().findOption(KAFKA) != null) {
            arguments.addAll(List.of(KAFKA, kafka));
        }
        if (typed.get(0).equals("run") && !typed.contains(INTERVAL)) {
            arguments.addAll(List.of(INTERVAL, "1s"));
        }
        return arguments;
    }
}
