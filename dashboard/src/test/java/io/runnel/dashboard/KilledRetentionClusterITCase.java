package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard that is killed about when it takes out what is no longer kept. */
class KilledRetentionClusterITCase {
    private static final int KILLS = 5;
    private static final long SEED = 10;

    /** The first time that something is taken out is a second after the start. */
    private static final int AROUND_IT_MS = 2_000;

    @TempDir Path folder;

    @Test
    void hasTheNewestOnceAndNoGapsAfterManyKills() throws Exception {
        Random random = new Random(SEED);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, DefaultTopics.all());
            try (KafkaConnection kafka =
                            KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
                    Flow flow = Flow.start(kafka)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    try (DashboardProcess dashboard = start(broker, kill)) {
                        assertThat(dashboard.client().get("/api/status").has("store")).isTrue();
                        LockSupport.parkNanos(
                                TimeUnit.MILLISECONDS.toNanos(random.nextInt(AROUND_IT_MS)));
                        dashboard.kill();
                    }
                }
                flow.stop();
                try (DashboardProcess dashboard = start(broker, KILLS)) {
                    new KeptOfFlow(dashboard.client(), flow).awaitEnds();
                    dashboard.kill();
                }
                try (DashboardProcess dashboard = start(broker, KILLS + 1)) {
                    new KeptOfFlow(dashboard.client(), flow).awaitNewest();
                }
            }
        }
    }

    private DashboardProcess start(EmbeddedBroker broker, int number) throws Exception {
        return DashboardProcess.start(
                folder.resolve("dashboard-" + number + ".log"),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--data",
                folder.resolve("data").toString(),
                "--keep-documents",
                Integer.toString(KeptOfFlow.DOCUMENTS),
                "--keep-rejects",
                Integer.toString(KeptOfFlow.LETTERS));
    }
}
