package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Dead letters back to where they came from. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Send dead letters back to their source topic, each once.",
        description = {
            "Key, headers and bytes are those of the original; the headers about the error are left"
                    + " out. Sending and remembering what was sent are one Kafka transaction: after a"
                    + " crash or Ctrl-C, run it again and nothing is sent twice. Letters that have been"
                    + " replayed are passed over, whatever was chosen before.",
            "",
            "To repair: list them with --output json into a file, correct 'text' there, delete the lines"
                    + " that shall stay, and give the file to --input. Or repair one with --at and"
                    + " --value-file.",
            "",
            "A letter that was too large for its topic holds only the beginning of the original; it is"
                    + " refused unless it is repaired."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel dead-letters replay --topic tickets-dlt --retryable",
            "  ./runnel dead-letters replay --topic tickets-dlt --input letters.jsonl",
            "  ./runnel dead-letters replay --topic tickets-dlt --at 0@12 --value-file repaired.json"
        })
public final class ReplayDeadLettersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;
    @Mixin private KafkaAddress address;
    @Mixin private LetterFilter filter;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            description = "The dead-letter topic, such as tickets-dlt.")
    private String topic;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Repaired letters, as lines of 'list --output json'; only these are sent. - is"
                            + " standard input.")
    private String input;

    @Option(
            names = "--value-file",
            paramLabel = "FILE",
            description = "The bytes to send for the one letter that --at names.")
    private Path valueFile;

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "Another topic than the one that each letter came from.")
    private String target;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "The consumer group that remembers what was replayed (default:"
                            + " runnel-replay-TOPIC); another one begins anew.")
    private String group;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    public ReplayDeadLettersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<LetterPlace, byte[]> repairs = repairs();
        try (KafkaConnection kafka = KafkaConnection.open(address)) {
            Replay replay =
                    new Replay(
                            kafka,
                            new DeadLetterTopic(kafka, topic, group),
                            new Replay.Order(choice(repairs), filter.max(), repairs, target),
                            dryRun ? Replay.Mode.REHEARSE : Replay.Mode.SEND);
            Replay.Result result = replay.run();
            report(result);
            return result.refused().isEmpty() ? 0 : 1;
        }
    }

    private Replay.Choice choice(Map<LetterPlace, byte[]> repairs) {
        return letter ->
                filter.accepts(letter) && (input == null || repairs.containsKey(letter.place()));
    }

    private void report(Replay.Result result) {
        result.refused().forEach(terminal::say);
        String sent =
                result.sent().isEmpty()
                        ? "nothing"
                        : String.join(
                                ", ",
                                result.sent().entrySet().stream()
                                        .map(topic -> topic.getValue() + " to " + topic.getKey())
                                        .toList());
        terminal.say(
                "%s: %s. %,d had been replayed before, %,d were refused."
                        .formatted(
                                dryRun ? "Would send" : "Sent",
                                sent,
                                result.before(),
                                result.refused().size()));
    }

    private Map<LetterPlace, byte[]> repairs() throws IOException {
        if (valueFile != null) {
            if (filter.places().size() != 1 || input != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--value-file repairs one letter: name it with --at PARTITION@OFFSET, and"
                                + " leave --input out.");
            }
            return Map.of(filter.places().get(0), Files.readAllBytes(existing(valueFile)));
        }
        if (input == null) {
            return Map.of();
        }
        Map<LetterPlace, byte[]> repairs = new LinkedHashMap<>();
        try (Lines lines =
                new Lines(
                        input.equals("-")
                                ? terminal.in()
                                : Files.newInputStream(existing(Path.of(input))))) {
            while (lines.advance()) {
                if (!Lines.isBlank(lines.line())) {
                    Repair repair = repair(lines);
                    repairs.put(repair.place(), repair.value());
                }
            }
        }
        return repairs;
    }

    private Repair repair(Lines lines) {
        try {
            return LetterJson.parse(lines.line());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "Line " + (lines.number() + 1) + " of " + input + ": " + e.getMessage(), e);
        }
    }

    private static Path existing(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure("File " + file + " does not exist, or cannot be read.");
        }
        return file;
    }
}
