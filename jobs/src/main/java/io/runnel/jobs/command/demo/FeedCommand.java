package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.InputTopic;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Documents to a Kafka that is there, at a steady pace. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        header = "Send the demo's documents to the topics of the three jobs, at a steady pace.",
        description = {
            "The documents written for this project, the malformed ones among them, go to invoices,"
                    + " transcripts and tickets; a topic that does not exist is created. Without"
                    + " --repeat each is sent once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel feed",
            "  ./runnel feed --bootstrap-servers broker:9092 --per-second 5 --repeat",
            "  ./runnel feed --input my-documents"
        })
public final class FeedCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Mixin private KafkaAddress address;

    @Option(
            names = "--input",
            paramLabel = "DIR",
            description = "Folder with invoices.jsonl, transcripts.jsonl or tickets.jsonl.")
    private Path input;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            defaultValue = "10",
            converter = Count.AtLeastOne.class,
            description =
                    "Most records in a second, of all types together (default: ${DEFAULT-VALUE}).")
    private Integer perSecond;

    @Option(names = "--repeat", description = "Begin again after the last document, until Ctrl-C.")
    private boolean repeat;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Partitions of a topic that must be created (default: ${DEFAULT-VALUE}).")
    private int partitions;

    public FeedCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedPlan plan = FeedPlan.all(DemoDocuments.bundledOr(input));
        try (KafkaConnection kafka = KafkaConnection.open(address);
                Producer<byte[], byte[]> producer = kafka.producer()) {
            kafka.createMissing(
                    Arrays.stream(DocumentType.values())
                            .map(type -> InputTopic.of(type.topic(), partitions))
                            .toList());
            terminal.say(
                    "Sending %,d records%s to %s, at most %,d a second."
                            .formatted(
                                    plan.size(),
                                    repeat ? " again and again" : "",
                                    kafka.bootstrapServers(),
                                    perSecond));
            long sent =
                    new SteadyFeed(producer, perSecond, interruption)
                            .send(repeat ? forever(plan) : plan);
            terminal.say("%,d records sent.".formatted(sent));
            return repeat || sent == plan.size() ? 0 : Interruption.EXIT_CODE;
        }
    }

    private static Iterable<FeedRecord> forever(FeedPlan plan) {
        return () ->
                Stream.generate(plan::spliterator)
                        .flatMap(round -> StreamSupport.stream(round, false))
                        .iterator();
    }
}
