package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.schemas.document.DocumentType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One demo: broker, Flink, topics, jobs and documents, all in this process, until every input is
 * accounted for.
 */
final class DemoRun implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_NAMED = 20;

    private final Terminal terminal;
    private final Interruption interruption;
    private final EmbeddedBroker broker;
    private final LocalCluster cluster;
    private final KafkaConnection kafka;
    private final List<RunningJob> jobs = new ArrayList<>();
    private final DemoCompanions companions;
    private final Ledger ledger = new Ledger();
    private final Highlights highlights = new Highlights();

    private DemoRun(
            Terminal terminal,
            Interruption interruption,
            EmbeddedBroker broker,
            LocalCluster cluster) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.broker = broker;
        this.cluster = cluster;
        this.kafka = KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
        this.companions = new DemoCompanions(terminal);
    }

    /** Starts broker, cluster and jobs; returns when the jobs read. */
    static DemoRun start(Terminal terminal, Interruption interruption, Path folder)
            throws InterruptedException {
        LocalModels models = LocalModels.find();
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        LocalCluster cluster = null;
        DemoRun run = null;
        try {
            terminal.say("Kafka runs at %s.".formatted(broker.bootstrapServers()));
            broker.createTopics(PARTITIONS, DefaultTopics.all());
            cluster =
                    LocalCluster.start(
                            new LocalCluster.Settings(
                                    folder.resolve("flink"),
                                    DocumentType.values().length * PARTITIONS,
                                    models.engine()));
            terminal.say("Flink runs; its web page is %s".formatted(cluster.webPage()));
            run = new DemoRun(terminal, interruption, broker, cluster);
            run.submitJobs();
            return run;
        } finally {
            if (run == null) {
                if (cluster != null) {
                    cluster.close();
                }
                broker.close();
            }
        }
    }

    /**
     * Sends the documents and waits until each has its outcome; tells whether it came so far, and
     * was not interrupted before.
     *
     * @throws CommandFailure if a job failed, or nothing comes any more
     */
    boolean feed(FeedPlan plan) throws InterruptedException {
        CompletableFuture<Void> fed = new Feeder(kafka::producer, ledger).feed(plan);
        Progress progress = new Progress(terminal, ledger, plan.size());
        try (OutcomeReader reader = new OutcomeReader(kafka, ledger, highlights)) {
            long out = 0;
            long lastNews = System.nanoTime();
            while (!complete(fed)) {
                reader.poll();
                progress.update();
                failIfAJobFailed();
                if (ledger.out() > out) {
                    out = ledger.out();
                    lastNews = System.nanoTime();
                } else if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
                    throw new CommandFailure(
                            "Nothing has come out for "
                                    + PATIENCE.toMinutes()
                                    + " minutes. Without an outcome: "
                                    + named(ledger.missing()));
                }
                if (interruption.await(PAUSE)) {
                    progress.finish();
                    return false;
                }
            }
        }
        progress.finish();
        return true;
    }

    /**
     * Stops the jobs and checks that each input has one outcome.
     *
     * @throws CommandFailure with those that have none, or more
     */
    void verifyExactlyOnce() {
        jobs.forEach(RunningJob::cancel);
        Ledger whole = new Ledger();
        try (OutcomeReader reader = new OutcomeReader(kafka, whole, new Highlights())) {
            reader.drain();
        }
        if (!whole.duplicates().isEmpty()) {
            throw new CommandFailure(
                    "These inputs have more than one outcome: " + named(whole.duplicates()));
        }
        if (!ledger.missing().isEmpty()) {
            throw new CommandFailure("These inputs have no outcome: " + named(ledger.missing()));
        }
    }

    /** Waits until Ctrl-C. */
    void keepRunning() throws InterruptedException {
        while (!interruption.await(Duration.ofSeconds(1))) {
            failIfAJobFailed();
        }
    }

    /** Starts what other modules add, such as the dashboard; the demo runs without it, too. */
    void startCompanions(Path folder) {
        companions.start(
                new DemoCompanion.Place(
                        broker.bootstrapServers(),
                        folder.resolve("companions"),
                        LocalModels.find().root()));
    }

    Ledger ledger() {
        return ledger;
    }

    Highlights highlights() {
        return highlights;
    }

    URI webPage() {
        return cluster.webPage();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        companions.close();
        kafka.close();
        jobs.forEach(RunningJob::cancel);
        cluster.close();
        broker.close();
    }

    private void submitJobs() throws InterruptedException {
        for (DocumentType type : DocumentType.values()) {
            jobs.add(DemoJob.submit(cluster, type, broker.bootstrapServers(), PARTITIONS));
        }
        for (RunningJob job : jobs) {
            while (!job.reads() && !interruption.await(PAUSE)) {
                failIfAJobFailed();
            }
        }
    }

    private boolean complete(CompletableFuture<Void> fed) {
        if (!fed.isDone()) {
            return false;
        }
        try {
            fed.join();
        } catch (CompletionException e) {
            throw new CommandFailure(e.getCause().getMessage(), e);
        }
        return ledger.missing().isEmpty();
    }

    private void failIfAJobFailed() {
        for (RunningJob job : jobs) {
            if (job.ended()) {
                throw new CommandFailure(
                        "Job '"
                                + job.name()
                                + "' failed: "
                                + job.failure().map(RunningJob::sentence).orElse("it ended"),
                        job.failure().orElse(null));
            }
        }
    }

    private static String named(List<String> places) {
        String first = String.join(", ", places.subList(0, Math.min(MOST_NAMED, places.size())));
        int more = places.size() - MOST_NAMED;
        return first + (more > 0 ? " and " + more + " more." : ".");
    }
}
