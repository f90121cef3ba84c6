package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.SmallDisk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Feeds numbered documents to a cluster of processes while it is disturbed, and counts what comes
 * out. The cluster is the caller's.
 */
final class ChaosRun {
    /** A run in which nothing comes out for so long has failed. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** In which a step that is interrupted has put things right. */
    private static final Duration STRIKER_PATIENCE = Duration.ofSeconds(45);

    private static final long NEWS_NANOS = Duration.ofSeconds(15).toNanos();

    private final ChaosSettings settings;
    private final ProcessCluster cluster;
    private final Terminal terminal;
    private final Interruption interruption;
    private final NumberedDocuments documents =
            new NumberedDocuments(ChaosSettings.INPUT, ChaosSettings.KEYS);
    private final Recoveries recoveries = new Recoveries(ChaosSettings.PARTITIONS);
    private final AtomicLong answered = new AtomicLong();

    ChaosRun(
            ChaosSettings settings,
            ProcessCluster cluster,
            Terminal terminal,
            Interruption interruption) {
        this.settings = settings;
        this.cluster = cluster;
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /**
     * Runs to the end: every document has an outcome and every step is done, or nothing comes any
     * more.
     *
     * @param disk of the last broker, if it may be filled
     * @throws CommandFailure if the cluster does not start, or Kafka does not take a document
     */
    ChaosReport run(Installation installation, Optional<SmallDisk> disk)
            throws InterruptedException {
        new ClusterReadiness(cluster, interruption).await();
        new ClusterTopics(cluster)
                .create(
                        ChaosSettings.PARTITIONS,
                        ChaosSettings.INPUT,
                        ChaosSettings.ENRICHED,
                        ChaosSettings.DEAD_LETTERS);
        ChaosJob job = new ChaosJob(cluster, installation.jobJar(), settings);
        job.submit();
        job.awaitReading();
        ChaosPlan plan = ChaosPlan.of(settings.documents(), settings.wishes(), settings.seed());
        terminal.say(
                "%,d documents, %d disturbances; the logs are in %s."
                        .formatted(settings.documents(), plan.steps().size(), cluster.logs()));
        Keeper keeper = new Keeper(cluster);
        long started = System.nanoTime();
        try (Feed feed =
                new Feed(
                        cluster.bootstrapServers(),
                        documents::record,
                        settings.documents(),
                        settings.window())) {
            Striker striker =
                    new Striker(
                            plan,
                            new Striker.Scene(
                                    cluster,
                                    keeper,
                                    job,
                                    disk,
                                    answered::get,
                                    disturbance -> struck(disturbance, feed)),
                            terminal);
            Thread striking = new Thread(striker, "verify-striker");
            striking.setDaemon(true);
            feed.start();
            striking.start();
            Account seen = new Account(settings.documents(), ChaosSettings.KEYS);
            try {
                watch(feed, striker, keeper, seen);
            } finally {
                striking.interrupt();
                striking.join(STRIKER_PATIENCE.toMillis());
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            return new ChaosReport(
                    settings,
                    plan,
                    interruption.asked() ? seen : finalAccount(job),
                    recoveries,
                    new ChaosReport.Circumstances(
                            seconds,
                            striker.done(),
                            striker.struck(),
                            striker.skipped(),
                            keeper.unplanned(),
                            new LogFindings(cluster.logs()).read()));
        }
    }

    private int struck(Disturbance disturbance, Feed feed) {
        int next = feed.next();
        recoveries.failed(disturbance, next, System.nanoTime());
        return next;
    }

    private void watch(Feed feed, Striker striker, Keeper keeper, Account account)
            throws InterruptedException {
        try (Outcomes outcomes = outcomes()) {
            long before = 0;
            long lastOutcome = System.nanoTime();
            long lastNews = lastOutcome;
            while (account.missing() > 0 || !striker.finished()) {
                feed.failIfFailed();
                keeper.look();
                outcomes.poll((record, outcome) -> enter(account, feed, record, outcome));
                long now = System.nanoTime();
                if (account.answered() > before) {
                    before = account.answered();
                    lastOutcome = now;
                }
                if (now - lastNews > NEWS_NANOS) {
                    lastNews = now;
                    terminal.say(
                            "%,d of %,d have an outcome"
                                    .formatted(account.answered(), settings.documents()));
                }
                boolean stalled = account.missing() > 0 && now - lastOutcome > PATIENCE.toNanos();
                if (stalled || interruption.asked()) {
                    terminal.say(stalled ? "Nothing comes any more." : "Interrupted; stopping.");
                    return;
                }
            }
            recoveries.allAnswered(System.nanoTime());
        }
    }

    private void enter(
            Account account,
            Feed feed,
            ConsumerRecord<byte[], byte[]> record,
            Account.Outcome outcome) {
        NumberedDocuments.number(record)
                .ifPresent(
                        number -> {
                            long before = account.answered();
                            account.enter(number, outcome);
                            if (account.answered() > before) {
                                answered.set(account.answered());
                                feed.answered();
                                feed.partition(number)
                                        .ifPresent(
                                                partition ->
                                                        recoveries.outcome(
                                                                number,
                                                                partition,
                                                                System.nanoTime()));
                            }
                        });
    }

    /** Counts again from the beginning of the topics, when nobody writes any more. */
    private Account finalAccount(ChaosJob job) throws InterruptedException {
        job.end();
        Account account = new Account(settings.documents(), ChaosSettings.KEYS);
        try (Outcomes outcomes = outcomes()) {
            outcomes.drainAll(
                    (record, outcome) ->
                            NumberedDocuments.number(record)
                                    .ifPresentOrElse(
                                            number -> account.enter(number, outcome),
                                            account::enterForeign));
        }
        return account;
    }

    private Outcomes outcomes() {
        return new Outcomes(
                cluster.bootstrapServers(),
                List.of(ChaosSettings.ENRICHED),
                List.of(ChaosSettings.DEAD_LETTERS));
    }
}
