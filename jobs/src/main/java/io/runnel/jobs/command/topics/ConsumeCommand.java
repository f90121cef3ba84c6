package io.runnel.jobs.command.topics;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.schemas.registry.RegistrySettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records of a topic, as a person or a program reads them. */
@Command(
        name = "consume",
        mixinStandardHelpOptions = true,
        header = "Print the records of a topic, those of transactions once they are committed.",
        description = {
            "It waits for more records until Ctrl-C, unless --max or --exit end it. It is no member"
                    + " of a group and changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel consume --topic tickets-enriched --from-beginning --max 5",
            "  ./runnel consume --topic tickets-dlt --from-beginning --exit",
            "  ./runnel consume --topic invoices-enriched --from-beginning --output json | jq .value.label"
        })
public final class ConsumeCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Mixin private KafkaAddress address;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "Where from.")
    private String topic;

    @Option(
            names = "--from-beginning",
            description = "Start with the oldest record, not with the next new one.")
    private boolean fromBeginning;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Stop after so many records (default: none).")
    private long max = Long.MAX_VALUE;

    @Option(names = "--exit", description = "Stop at the end that the topic has at the start.")
    private boolean exit;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "text: a few readable lines for each record; json: one object on one line, with"
                            + " key, headers and value (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = RegistryUrl.class,
            description =
                    "Read enriched records that are Avro with the schemas of this registry, and print"
                            + " them as JSON.")
    private RegistrySettings registry;

    public ConsumeCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        RecordPrinter printer = printer();
        try (KafkaConnection kafka = KafkaConnection.open(address)) {
            kafka.requireTopic(topic);
            TopicReader reader =
                    fromBeginning
                            ? TopicReader.fromBeginning(kafka, topic)
                            : TopicReader.fromEnd(kafka, topic);
            try (reader) {
                if (!exit && max == Long.MAX_VALUE) {
                    terminal.say("Reading %s; Ctrl-C stops it.".formatted(topic));
                }
                printAll(reader, printer);
            }
        }
        terminal.out().flush();
        return 0;
    }

    private RecordPrinter printer() {
        RecordPrinter printer = RecordPrinter.of(output, terminal.out());
        return registry == null ? printer : AvroValues.reader(printer, registry);
    }

    private void printAll(TopicReader reader, RecordPrinter printer) {
        long printed = 0;
        while (printed < max && !interruption.asked() && !(exit && reader.reachedFirstEnd())) {
            for (var record : reader.poll()) {
                if (printed == max) {
                    break;
                }
                printer.print(record);
                printed++;
            }
        }
    }
}
