package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.JobSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the connector leaves open, and Runnel closes. */
class ExactlyOnceSinkITCase {
    private static final int STARTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The source's enumerator has one of its own, and closes it. */
    private static final long SOURCE_ADMINS = 1;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 2));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void leavesNoAdminClientBehindHoweverOftenAJobStarts() throws Exception {
        BROKER.kafka().createTopics(2, "tickets");
        for (int start = 1; start <= STARTS; start++) {
            int sent = start;
            BROKER.kafka()
                    .send(
                            List.of(
                                    record(
                                            "tickets",
                                            null,
                                            "{\"id\":\"t-"
                                                    + start
                                                    + "\",\"text\":\"Where is it?\"}")));
            JobSettings settings =
                    JobRun.settings(
                            BROKER.kafka(),
                            "ticket",
                            "--kafka.source.starting-offsets=earliest",
                            "--delivery.transactional-id-prefix=starts");
            JobRun.during(
                    settings,
                    () -> {
                        List<?> seen = BROKER.kafka().read("tickets-enriched", sent);
                        awaitAdmins(SOURCE_ADMINS);
                        return seen;
                    });
        }
        awaitAdmins(0);
    }

    /** A thread ends a moment after its client is closed. */
    private static void awaitAdmins(long most) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (adminThreads() > most) {
            assertThat(System.nanoTime())
                    .as("more than %d admin clients after %s", most, PATIENCE)
                    .isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static long adminThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
                .count();
    }
}
