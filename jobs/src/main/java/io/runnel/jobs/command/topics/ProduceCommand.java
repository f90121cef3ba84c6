package io.runnel.jobs.command.topics;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lines of a file to records of a topic. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        header = "Send the lines of a file to a topic, one record per line.",
        description = {
            "The bytes go as they are, whether they are a document or not; empty lines are skipped."
                    + " A topic that does not exist is created.",
            "",
            "With --registry and --type the lines are documents, and go as Avro in Confluent's wire format"
                    + " with the schema of this release (./runnel schemas register)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel produce --topic tickets --input tickets.jsonl",
            "  ./runnel produce --topic tickets --input tickets.jsonl --type ticket --registry http://localhost:8081",
            "  echo '{\"id\":\"1\",\"text\":\"My card is stuck.\"}' | ./runnel produce --topic tickets --input -"
        })
public final class ProduceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private KafkaAddress address;

    @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "Where to.")
    private String topic;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The lines; - is standard input.")
    private String input;

    @Option(
            names = "--key-field",
            paramLabel = "NAME",
            defaultValue = "id",
            description =
                    "JSON field whose value becomes the record's key (default: ${DEFAULT-VALUE})."
                            + " Lines without it go without a key.")
    private String keyField;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of a topic that must be created (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = RegistryUrl.class,
            description = "Send Avro with the schemas of this registry.")
    private RegistrySettings registry;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "invoice, transcript or ticket, for --registry.")
    private DocumentType type;

    public ProduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if ((registry == null) != (type == null)) {
            throw new CommandFailure("--registry and --type are given together, or not at all.");
        }
        try (Lines lines = new Lines(open());
                KafkaConnection kafka = KafkaConnection.open(address)) {
            List<String> created = kafka.createMissing(List.of(InputTopic.of(topic, partitions)));
            if (!created.isEmpty()) {
                terminal.say(
                        "Topic %s did not exist; created with %d partitions."
                                .formatted(topic, partitions));
            }
            long sent = send(kafka, lines);
            terminal.say(
                    "%,d %s sent to %s.".formatted(sent, sent == 1 ? "record" : "records", topic));
        }
        return 0;
    }

    private long send(KafkaConnection kafka, Lines lines) throws IOException {
        RecordKey key = new RecordKey(keyField);
        AvroValues.Writer values =
                registry == null ? line -> line : AvroValues.writer(type, registry, topic);
        AtomicReference<Exception> failure = new AtomicReference<>();
        long sent = 0;
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            while (failure.get() == null && lines.advance()) {
                byte[] line = lines.line();
                if (Lines.isBlank(line)) {
                    continue;
                }
                var unused =
                        producer.send(
                                new ProducerRecord<>(topic, key.of(line), values.value(line)),
                                (done, refused) -> failure.compareAndSet(null, refused));
                sent++;
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new CommandFailure(
                    "Kafka refused a record: "
                            + failure.get().getMessage()
                            + " Records before it were sent.",
                    failure.get());
        }
        return sent;
    }

    private InputStream open() throws IOException {
        if (input.equals("-")) {
            return terminal.in();
        }
        Path file = Path.of(input);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure("File " + input + " does not exist, or is no file.");
        }
        return Files.newInputStream(file);
    }
}
