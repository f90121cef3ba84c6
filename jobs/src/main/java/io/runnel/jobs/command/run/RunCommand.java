package io.runnel.jobs.command.run;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.command.JobType;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.MetricsPort;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.database.DatabaseConditions;
import io.runnel.jobs.kafka.DeliveryConditions;
import io.runnel.jobs.kafka.KafkaJob;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.local.TemporaryFolder;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.registry.SchemaConditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A job in this process against a real Kafka. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Run one job in a local Flink cluster against a Kafka, until Ctrl-C.",
        description = {
            "The job reads the file of its type in deploy/conf unless --config names another. Every key"
                    + " in it can be given as an option or in the environment; docs/configuration.md"
                    + " lists them.",
            "",
            "Ctrl-C finishes what has been read and commits it; the next run goes on behind it, by the"
                    + " offsets of its consumer group. Flink's own state does not outlive the process:"
                    + " for that, submit the job to a cluster (docs/cluster.md)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel run --type ticket",
            "  ./runnel run --type invoice --bootstrap-servers kafka:9092 --config my-invoices.yaml",
            "  ./runnel run --type ticket --kafka.source.topic mails --delivery.guarantee at-least-once"
        })
public final class RunCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Interruption interruption;

    @Mixin private JobType type;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The Kafka; short for --kafka.bootstrap-servers.")
    private String bootstrapServers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The job's configuration (default: that of the type in deploy/conf).")
    private Path config;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallel instances of each operator (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Mixin private MetricsPort metrics;

    @Unmatched private List<String> keys = new ArrayList<>();

    public RunCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        EffectiveOptions options = new JobArguments(arguments(), System.getenv()).options();
        JobSettings settings = JobSettings.of(options);
        terminal.say(options.table());
        DeliveryConditions.check(settings).forEach(terminal::say);
        SchemaConditions.check(settings);
        DatabaseConditions.check(settings);
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-run-");
                LocalCluster cluster =
                        LocalCluster.start(
                                new LocalCluster.Settings(folder.path(), parallelism, flink()))) {
            RunningJob job = submit(cluster, new KafkaJob(settings));
            awaitFirstRead(job);
            terminal.say(
                    "Reading %s, writing %s and %s. Web page: %s   Ctrl-C stops it."
                            .formatted(
                                    settings.kafka().source().topic(),
                                    settings.kafka().enriched().topic(),
                                    settings.kafka().deadLetters().topic(),
                                    cluster.webPage()));
            if (await(job) == End.OF_RANGE) {
                terminal.say("The range has been read.");
                return 0;
            }
            terminal.say("Finishing what has been read.");
            job.finish(folder.path().resolve("savepoint"));
        }
        return 0;
    }

    /** Of Flink's configuration: those of the engine, and of what reads its metrics. */
    private Map<String, String> flink() {
        Map<String, String> all = new HashMap<>(LocalModels.find().engine());
        all.putAll(metrics.keys(1));
        return all;
    }

    private RunningJob submit(LocalCluster cluster, KafkaJob job) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        StreamExecutionEnvironment env = cluster.environment(configuration);
        job.build(env);
        return cluster.submit(env, job.name());
    }

    private void tellOfRestarts(RunningJob job) throws InterruptedException {
        for (String failure : job.newRestarts()) {
            terminal.say(failure + " It starts again.");
        }
    }

    private void awaitFirstRead(RunningJob job) throws InterruptedException {
        boolean waiting = !job.reads();
        while (waiting) {
            tellOfRestarts(job);
            waiting = !interruption.await(PAUSE) && !job.ended() && !job.reads();
        }
    }

    /** Why a job stops reading. */
    private enum End {
        INTERRUPTED,
        /** A backfill has come to its end. */
        OF_RANGE
    }

    private End await(RunningJob job) throws InterruptedException {
        while (!interruption.await(PAUSE)) {
            tellOfRestarts(job);
            if (job.ended() && job.failure().isEmpty()) {
                return End.OF_RANGE;
            }
            if (job.ended()) {
                throw new CommandFailure(
                        "Job '"
                                + job.name()
                                + "' failed: "
                                + job.failure()
                                        .map(RunningJob::sentence)
                                        .orElse("nobody knows why"),
                        job.failure().orElse(null));
            }
        }
        return End.INTERRUPTED;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--type", type.get().label()));
        if (bootstrapServers != null) {
            arguments.addAll(List.of("--kafka.bootstrap-servers", bootstrapServers));
        }
        Path file = config != null ? config : defaultConfig();
        if (file != null) {
            arguments.addAll(List.of("--config", file.toString()));
        }
        arguments.addAll(keys);
        return arguments;
    }

    /** The file of the type in the checkout, or {@code null} outside of one. */
    private Path defaultConfig() {
        Path file =
                Path.of(
                        System.getProperty("runnel.conf", "deploy/conf"),
                        type.get().topic() + ".yaml");
        return Files.isRegularFile(file) ? file : null;
    }
}
