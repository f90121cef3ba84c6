package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.Role;
import io.runnel.jobs.command.cluster.RunningProcess;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stops the one TaskManager of a cluster again and again while it works. */
final class StopsRun {
    private static final String TASK_MANAGER = Role.TASK_MANAGER.name(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BACKLOG = 20_000;
    private static final int KEYS = 100;

    /** A stop that takes as long as this was ended by SIGKILL. */
    private static final double KILLED_SECONDS = 20;

    private final ProcessCluster cluster;
    private final Installation installation;
    private final Terminal terminal;
    private int sent;

    /** What was found. */
    record Result(int stops, long crashes, long killed, double medianSeconds, double maxSeconds) {
        boolean clean() {
            return crashes == 0 && killed == 0;
        }
    }

    StopsRun(ProcessCluster cluster, Installation installation, Terminal terminal) {
        this.cluster = cluster;
        this.installation = installation;
        this.terminal = terminal;
    }

    /** Stops it so often. */
    Result run(int times) throws Exception {
        FlinkRest rest = new FlinkRest(cluster.rest());
        feed();
        String job =
                rest.run(
                        ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                                .with("--delivery.checkpoint-interval", "1 s")
                                .times(2)
                                .submission(rest.upload(installation.jobJar())));
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            await("the job reads", () -> rest.reads(job));
            if (i % 5 == 4) {
                feed();
            }
            // A different moment of its work each time.
            TimeUnit.MILLISECONDS.sleep(200 + i * 37L % 1_500);
            RunningProcess process = cluster.process(TASK_MANAGER);
            long started = System.nanoTime();
            process.stop();
            seconds[i] = (System.nanoTime() - started) / 1e9;
            cluster.restart(TASK_MANAGER);
            if (i % 10 == 9) {
                terminal.say("%d of %d stops".formatted(i + 1, times));
            }
        }
        long crashes = new LogFindings(cluster.logs()).read().crashes();
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        long killed = Arrays.stream(sorted).filter(each -> each >= KILLED_SECONDS).count();
        return new Result(
                times, crashes, killed, sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private void feed() throws Exception {
        NumberedDocuments documents = new NumberedDocuments(ChaosSettings.INPUT, KEYS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < BACKLOG; i++) {
                var unused = producer.send(documents.record(sent++));
            }
            producer.flush();
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (FlinkRest.NotReadyException e) {
                // It has lost its TaskManager and is busy; the question is asked again.
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "Expected that " + what + " within " + PATIENCE + "; it did not happen.");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
