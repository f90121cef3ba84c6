package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.JobSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the connector leaves open, and Runnel closes. */
class ExactlyOnceSinkITCase {
    private static final int STARTS = 5;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 2));

    @TempDir private static Path folder;
    private static TestKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start(folder);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void leavesNoAdminClientBehindHoweverOftenAJobStarts() throws Exception {
        kafka.createTopics(2, "tickets");
        for (int start = 1; start <= STARTS; start++) {
            int sent = start;
            kafka.send(
                    List.of(
                            record(
                                    "tickets",
                                    null,
                                    "{\"id\":\"t-" + start + "\",\"text\":\"Where is it?\"}")));
            JobSettings settings =
                    JobRun.settings(
                            kafka,
                            "ticket",
                            "--kafka.source.starting-offsets=earliest",
                            "--delivery.transactional-id-prefix=starts");
            JobRun.during(
                    settings,
                    () -> {
                        List<?> seen = kafka.read("tickets-enriched", sent);
                        assertThat(adminThreads())
                                .as("admin clients of writers while the job runs")
                                .isLessThanOrEqualTo(sourceAdmins());
                        return seen;
                    });
        }
        assertThat(adminThreads()).as("admin clients after %d starts", STARTS).isZero();
    }

    /** The source's enumerator has one of its own, and closes it. */
    private static long sourceAdmins() {
        return 1;
    }

    private static long adminThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
                .count();
    }
}
