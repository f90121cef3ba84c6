package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.Lines;
import io.runnel.jobs.kafka.DeliveryConditions;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends mutated documents through the three jobs in this process, and counts what they become. */
final class MutantRun {
    private static final List<DocumentType> TYPES =
            List.of(DocumentType.INVOICE, DocumentType.TRANSCRIPT, DocumentType.TICKET);
    private static final int PARTITIONS = 2;
    private static final int WINDOW = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long NEWS_NANOS = Duration.ofSeconds(15).toNanos();

    private final int count;
    private final Map<DocumentType, Mutator> mutators = new EnumMap<>(DocumentType.class);
    private final Terminal terminal;
    private final Interruption interruption;
    private final List<String> failures = new ArrayList<>();

    MutantRun(int count, long seed, Terminal terminal, Interruption interruption) {
        this.count = count;
        this.terminal = terminal;
        this.interruption = interruption;
        for (DocumentType type : TYPES) {
            mutators.put(
                    type, new Mutator(documents("mutants", type), documents("demo", type), seed));
        }
    }

    /** Runs until every mutant has an outcome, a job ends, or nothing comes any more. */
    MutantReport run(Path folder) throws InterruptedException {
        long started = System.nanoTime();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(PARTITIONS, DefaultTopics.all());
            try (LocalCluster cluster =
                    LocalCluster.start(
                            new LocalCluster.Settings(
                                    folder.resolve("flink"),
                                    TYPES.size() * PARTITIONS,
                                    LocalModels.find().engine()))) {
                List<RunningJob> jobs = new ArrayList<>();
                for (DocumentType type : TYPES) {
                    jobs.add(submit(cluster, type, broker.bootstrapServers()));
                }
                feed(broker.bootstrapServers(), jobs);
                jobs.forEach(RunningJob::cancel);
                Account account = finalAccount(broker.bootstrapServers());
                return new MutantReport(account, failures, (System.nanoTime() - started) / 1e9);
            }
        }
    }

    /** Counts again from the beginning of the topics, when nobody writes any more. */
    private Account finalAccount(String bootstrapServers) {
        Account account = new Account(count, 1);
        try (Outcomes outcomes = outcomes(bootstrapServers)) {
            outcomes.drain(
                    (record, outcome) ->
                            NumberedDocuments.number(record)
                                    .ifPresentOrElse(
                                            number -> account.enter(number, outcome),
                                            account::enterForeign));
        }
        return account;
    }

    private static Outcomes outcomes(String bootstrapServers) {
        return new Outcomes(
                bootstrapServers,
                topics(DefaultTopics::enriched),
                topics(DefaultTopics::deadLetters));
    }

    private void feed(String bootstrapServers, List<RunningJob> jobs) throws InterruptedException {
        Account account = new Account(count, 1);
        try (Feed feed = new Feed(bootstrapServers, this::record, count, WINDOW);
                Outcomes outcomes = outcomes(bootstrapServers)) {
            feed.start();
            long before = 0;
            long lastOutcome = System.nanoTime();
            long lastNews = lastOutcome;
            while (account.missing() > 0) {
                feed.failIfFailed();
                long known = account.answered();
                outcomes.poll(
                        (record, outcome) ->
                                NumberedDocuments.number(record)
                                        .ifPresentOrElse(
                                                number -> account.enter(number, outcome),
                                                account::enterForeign));
                for (long answered = known; answered < account.answered(); answered++) {
                    feed.answered();
                }
                for (RunningJob job : jobs) {
                    failures.addAll(job.newRestarts());
                    if (job.ended()) {
                        return;
                    }
                }
                long now = System.nanoTime();
                if (account.answered() > before) {
                    before = account.answered();
                    lastOutcome = now;
                }
                if (now - lastNews > NEWS_NANOS) {
                    lastNews = now;
                    terminal.say("%,d of %,d have an outcome".formatted(account.answered(), count));
                }
                if (interruption.asked() || now - lastOutcome > PATIENCE.toNanos()) {
                    return;
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        DocumentType type = TYPES.get(number % TYPES.size());
        Mutator mutator = mutators.get(type);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(type.topic(), mutator.key(number), mutator.mutant(number));
        record.headers()
                .add(
                        NumberedDocuments.NUMBER,
                        Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static RunningJob submit(
            LocalCluster cluster, DocumentType type, String bootstrapServers) {
        JobSettings settings =
                JobSettings.of(
                        EffectiveOptions.of(
                                Arguments.parse(
                                        List.of(
                                                "--type",
                                                type.label(),
                                                "--kafka.bootstrap-servers",
                                                bootstrapServers,
                                                "--kafka.source.starting-offsets",
                                                "earliest",
                                                "--delivery.transactional-id-prefix",
                                                "mutants",
                                                "--delivery.checkpoint-interval",
                                                "1 s")),
                                Map.of()));
        DeliveryConditions.check(settings);
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARTITIONS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        StreamExecutionEnvironment env = cluster.environment(configuration);
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        return cluster.submit(env, job.name());
    }

    private static List<String> topics(Function<DocumentType, String> name) {
        return TYPES.stream().map(name).toList();
    }

    private static List<byte[]> documents(String folder, DocumentType type) {
        String path = "/" + folder + "/" + type.topic() + ".jsonl";
        InputStream stream = MutantRun.class.getResourceAsStream(path);
        if (stream == null) {
            throw new CommandFailure("The class path has no " + path + "; build again.");
        }
        List<byte[]> documents = new ArrayList<>();
        try (Lines lines = new Lines(stream)) {
            while (lines.advance()) {
                if (!Lines.isBlank(lines.line())) {
                    documents.add(lines.line());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }
}
