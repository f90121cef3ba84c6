package io.runnel.dashboard;

import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people corrected, as rows to learn from. */
@Command(
        name = "corrections",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Write what people corrected as rows for models teach and models evaluate.",
        description = {
            "Reads the topic that the dashboard writes to. Each row has the text that was judged and"
                    + " the label that a person gave or confirmed; of several about one document the"
                    + " last one counts. Of entities a row is a text with a tag for each word that"
                    + " somebody judged; the others are ignored. models evaluate reads these, models"
                    + " teach learns labels only."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The rows are written.",
            "1:It failed, or there is no such correction.",
            "2:The command was asked wrongly."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel corrections export --type ticket --task classification --output rows.csv",
            "  ./runnel models teach --task classification --labels rows.csv --name my-queues",
            "  ./runnel corrections export --type ticket --task sentiment --output rows.jsonl",
            "  ./runnel models evaluate --model runnel-base/3 --head sentiment --input rows.jsonl",
            "  ./runnel corrections export --type ticket --task entities --output rows.jsonl",
            "  ./runnel models evaluate --model runnel-base/3 --head entities --input rows.jsonl"
        })
final class CorrectionsCommand implements Callable<Integer> {
    private static final String ENTITIES = "entities";
    private static final List<String> TASKS = List.of("classification", "sentiment", ENTITIES);

    private final Terminal terminal;

    @Spec private CommandSpec spec;
    @Mixin private KafkaAddress kafka = new KafkaAddress();

    @Parameters(paramLabel = "export", description = "What to do.")
    private String action;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = FollowedTopics.CORRECTIONS,
            description = "Where corrections are (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "invoice|transcript|ticket",
            description = "Of which documents.")
    private String type;

    @Option(
            names = "--task",
            paramLabel = "classification|sentiment|entities",
            defaultValue = "classification",
            description = "Of which task (default: ${DEFAULT-VALUE}).")
    private String task;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description =
                    "Where the rows go: .csv for models teach, .jsonl for both commands; entities"
                            + " as .jsonl only.")
    private Path output;

    CorrectionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        refuse(mistakes());
        CorrectedRows rows =
                task.equals(ENTITIES) ? new LabelledEntities(type) : new LabelledTexts(type, task);
        try (KafkaConnection connection = KafkaConnection.open(kafka)) {
            connection.requireTopic(topic);
            try (TopicReader reader = TopicReader.fromBeginning(connection, topic)) {
                while (!reader.reachedFirstEnd()) {
                    for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                        rows.add(record.value());
                    }
                }
            }
        }
        if (rows.size() == 0) {
            throw new CommandFailure(
                    "Topic "
                            + topic
                            + " has no "
                            + task
                            + " of "
                            + type
                            + "s that somebody judged.");
        }
        write(rows);
        terminal.say(
                "%d rows written to %s; %d records of the topic were none of these."
                        .formatted(rows.size(), output, rows.others()));
        return 0;
    }

    private List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!action.equals("export")) {
            mistakes.add("Expected 'export', found '" + action + "'.");
        }
        if (DocumentType.ofLabel(type).isEmpty()) {
            mistakes.add(
                    "--type: expected one of "
                            + Arrays.stream(DocumentType.values()).map(DocumentType::label).toList()
                            + ", found '"
                            + type
                            + "'.");
        }
        if (!TASKS.contains(task)) {
            mistakes.add("--task: expected one of " + TASKS + ", found '" + task + "'.");
        }
        if (!isCsv() && !name().endsWith(".jsonl")) {
            mistakes.add("--output: expected a name that ends in .csv or .jsonl.");
        } else if (isCsv() && task.equals(ENTITIES)) {
            mistakes.add(
                    "--output: expected a name that ends in .jsonl, as entities are tags of words.");
        }
        return mistakes;
    }

    private void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    mistakes.size() == 1
                            ? mistakes.get(0)
                            : mistakes.size()
                                    + " mistakes in the options.\n  - "
                                    + String.join("\n  - ", mistakes));
        }
    }

    private String name() {
        return output.toString().toLowerCase(Locale.ROOT);
    }

    private boolean isCsv() {
        return name().endsWith(".csv");
    }

    private void write(CorrectedRows rows) {
        List<String> lines =
                rows instanceof LabelledTexts texts && isCsv() ? texts.csv() : rows.jsonLines();
        try {
            Files.write(output, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure("File " + output + " cannot be written: " + e.getMessage(), e);
        }
    }
}
