package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Waits for a cluster that starts. */
public final class ClusterReadiness {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ProcessCluster cluster;
    private final Interruption interruption;
    private final FlinkRest flink;

    public ClusterReadiness(ProcessCluster cluster, Interruption interruption) {
        this.cluster = cluster;
        this.interruption = interruption;
        this.flink = new FlinkRest(cluster.rest());
    }

    /**
     * Returns when every broker answers and every slot is there.
     *
     * @throws CommandFailure if a process ends, or they are not ready within three minutes
     */
    public void await() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!brokersAnswer() || !slotsAreThere()) {
            cluster.requireAlive();
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "The cluster is not ready after "
                                + PATIENCE.toMinutes()
                                + " minutes; its logs are in "
                                + cluster.logs()
                                + ".");
            }
            if (interruption.await(PAUSE)) {
                throw new CommandFailure("Interrupted while the cluster was starting.");
            }
        }
    }

    /** Jobs that a surviving JobManager remembers may have taken some of them already. */
    private boolean slotsAreThere() throws InterruptedException {
        try {
            return flink.overview().path("slots-total").asInt() == cluster.slots();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean brokersAnswer() throws InterruptedException {
        if (cluster.brokers() == 0) {
            return true;
        }
        Map<String, Object> properties =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        5_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000);
        try {
            Admin admin = Admin.create(properties);
            try {
                boolean all =
                        admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size()
                                == cluster.brokers();
                if (all) {
                    makeInternalTopics(admin);
                }
                return all;
            } finally {
                // Without a limit it may wait for ever for a coordinator that has just moved.
                admin.close(Duration.ofSeconds(1));
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    /** Kafka makes them when they are first asked for, and refuses commits meanwhile. */
    private static void makeInternalTopics(Admin admin)
            throws InterruptedException, TimeoutException {
        try {
            admin.describeTransactions(List.of("readiness")).all().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // There is no such transaction: its coordinator has answered.
        }
        try {
            admin.describeConsumerGroups(List.of("readiness")).all().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // The same for groups.
        }
    }
}
