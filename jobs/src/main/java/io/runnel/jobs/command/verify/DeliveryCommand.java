package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.command.topics.RegistryUrl;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.RangeEnd;
import io.runnel.jobs.options.Reading;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.ConfluentAvroEnrichedCodec;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The last word on a loss: the topics themselves. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        header =
                "Compare an input topic with its outputs: which records have no outcome, which two?",
        description = {
            "Looks at every input record up to the offsets that the job has committed or answered, and for"
                    + " its place in the enriched records and dead letters. Use it after an outage that was"
                    + " longer than delivery.transaction-timeout, or when the metric transactionsLost"
                    + " is not 0: what it names can be sent again. It changes nothing. Exit code 1 if"
                    + " something is missing or twice.",
            "",
            "Enriching a range again (docs/operations.md) makes outcomes of another generation, which are"
                    + " no duplicates. --generation, --from and --until tell whether such a range is"
                    + " complete."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel verify delivery --type ticket",
            "  ./runnel verify delivery --type invoice --bootstrap-servers kafka:9092 --output json",
            "  ./runnel verify delivery --type ticket --generation 1 --from earliest --until latest"
        })
public final class DeliveryCommand implements Callable<Integer> {
    /** Flink commits offsets a moment after the output of a job's first checkpoint. */
    private static final Duration FIRST_COMMIT = Duration.ofSeconds(20);

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private KafkaAddress address;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "invoice, transcript or ticket; says which topics unless they are named.")
    private DocumentType type;

    @Option(names = "--input-topic", paramLabel = "TOPIC", description = "Where the job reads.")
    private String input;

    @Option(names = "--enriched-topic", paramLabel = "TOPIC", description = "Where it writes.")
    private String enriched;

    @Option(names = "--dead-letter-topic", paramLabel = "TOPIC", description = "Where rejects go.")
    private String deadLetters;

    @Option(names = "--group", paramLabel = "ID", description = "The job's kafka.source.group-id.")
    private String group;

    @Option(
            names = "--generation",
            paramLabel = "N",
            converter = Count.NoneOrMore.class,
            description = "Count outcomes of this enrichment only (default: any).")
    private Integer generation;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description =
                    "Look at the inputs from here on, as backfill.from says it, whatever the group has"
                            + " committed; with --until.")
    private String from;

    @Option(
            names = "--until",
            paramLabel = "PLACE",
            description = "Look at the inputs before this, as backfill.until says it; with --from.")
    private String until;

    @Option(
            names = "--format",
            paramLabel = "json|avro|avro-confluent",
            defaultValue = "json",
            description = "Form of the enriched records (default: ${DEFAULT-VALUE}).")
    private DocumentFormat format;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            converter = RegistryUrl.class,
            description = "The schema registry, for avro-confluent.")
    private RegistrySettings registry;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    public DeliveryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        DeliveryCheck.Topics topics =
                new DeliveryCheck.Topics(
                        or(input, type.topic()),
                        or(enriched, DefaultTopics.enriched(type)),
                        or(deadLetters, DefaultTopics.deadLetters(type)),
                        or(group, "runnel-" + type.topic()));
        DeliveryCheck.Scope scope = scope();
        EnrichedCodec codec = codec(topics.enriched());
        try (KafkaConnection kafka = KafkaConnection.open(address)) {
            DeliveryReport report =
                    new DeliveryCheck(kafka, topics, codec, scope, FIRST_COMMIT).run();
            terminal.out()
                    .print(output == OutputFormat.JSON ? report.json() + "\n" : report.text());
            terminal.out().flush();
            return report.kept() ? 0 : 1;
        }
    }

    private EnrichedCodec codec(String topic) {
        return switch (format) {
            case JSON -> new JsonEnrichedCodec();
            case AVRO -> new AvroEnrichedCodec();
            case AVRO_CONFLUENT ->
                    ConfluentAvroEnrichedCodec.of(
                            registry(), Subject.ofValues(topic), SchemaIdPlacement.VALUE);
        };
    }

    private RegistrySettings registry() {
        if (registry == null) {
            throw new CommandFailure("--format avro-confluent needs --registry URL.");
        }
        return registry;
    }

    private DeliveryCheck.Scope scope() {
        OptionalInt only = generation == null ? OptionalInt.empty() : OptionalInt.of(generation);
        if (from == null && until == null) {
            return new DeliveryCheck.Scope(only, null);
        }
        RangeEnd first = end("--from", from);
        RangeEnd end = end("--until", until);
        RangeEnd.mistake(first, end)
                .ifPresent(
                        mistake -> {
                            throw new ParameterException(
                                    spec.commandLine(), "--from and --until: " + mistake + ".");
                        });
        return new DeliveryCheck.Scope(only, new Reading.Backfill(first, end, "verify"));
    }

    private RangeEnd end(String option, String text) {
        return Optional.ofNullable(text)
                .flatMap(RangeEnd::parse)
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        option
                                                + ": expected earliest, latest, a time with its zone"
                                                + " such as 2026-03-01T00:00:00Z, or"
                                                + " partition:offset with commas between them, found "
                                                + (text == null ? "nothing" : "'" + text + "'")
                                                + "."));
    }

    private static String or(String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
