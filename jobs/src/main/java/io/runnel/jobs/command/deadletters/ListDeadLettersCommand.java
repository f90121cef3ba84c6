package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.DeadLetterText;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.command.topics.TopicReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What lies in a dead-letter topic. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "Show dead letters: reason, source topic-partition@offset, message, first bytes.",
        description = {
            "[0@12] is the letter's own place in the dead-letter topic, as --at takes it. With --output"
                    + " json each letter is a line that can be edited and given to replay --input."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel dead-letters list --topic tickets-dlt",
            "  ./runnel dead-letters list --topic tickets-dlt --reason MISSING_ID --output json > letters.jsonl"
        })
public final class ListDeadLettersCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Mixin private KafkaAddress address;
    @Mixin private LetterFilter filter;

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            description = "The dead-letter topic, such as tickets-dlt.")
    private String topic;

    @Option(names = "--pending", description = "Only those that have not been replayed.")
    private boolean pending;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Whose replays count (default: runnel-replay-TOPIC).")
    private String group;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "For a person, or for replay --input (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    public ListDeadLettersCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Map<String, Integer> reasons = new TreeMap<>();
        try (KafkaConnection kafka = KafkaConnection.open(address)) {
            DeadLetterTopic deadLetters = new DeadLetterTopic(kafka, topic, group);
            Replayed replayed = deadLetters.replayed();
            try (TopicReader reader = TopicReader.fromBeginning(kafka, topic)) {
                long shown = 0;
                while (shown < filter.max() && !interruption.asked() && !reader.reachedFirstEnd()) {
                    for (var record : reader.poll()) {
                        Letter letter = new Letter(record);
                        boolean wanted =
                                filter.accepts(letter)
                                        && !(pending && replayed.contains(letter.place()));
                        if (wanted && shown < filter.max()) {
                            shown++;
                            print(letter, replayed);
                            reasons.merge(String.valueOf(letter.reason()), 1, Integer::sum);
                        }
                    }
                }
            }
        }
        terminal.out().flush();
        terminal.say(summary(reasons));
        return 0;
    }

    private void print(Letter letter, Replayed replayed) {
        switch (output) {
            case JSON -> terminal.out().println(LetterJson.of(letter, replayed));
            case TEXT -> {
                String mark = replayed.contains(letter.place()) ? "replayed  " : "";
                terminal.out().println(mark + DeadLetterText.of(letter.record()));
            }
        }
    }

    private String summary(Map<String, Integer> reasons) {
        if (reasons.isEmpty()) {
            return "No dead letters in " + topic + " that fit.";
        }
        int count = reasons.values().stream().mapToInt(Integer::intValue).sum();
        return "%,d dead %s: %s."
                .formatted(
                        count,
                        count == 1 ? "letter" : "letters",
                        reasons.entrySet().stream()
                                .map(reason -> reason.getValue() + " " + reason.getKey())
                                .collect(Collectors.joining(", ")));
    }
}
