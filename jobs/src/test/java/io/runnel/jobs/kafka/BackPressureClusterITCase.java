package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.EngineOptions;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.jobs.options.JobSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A topic has more tickets than the engine can answer while this runs: the job holds no more than
 * its capacity, its memory stays flat, and its checkpoints complete.
 */
class BackPressureClusterITCase {
    private static final int TICKETS = 60_000;
    private static final int CAPACITY = 100;
    private static final int SUBTASKS = 2;
    private static final int SECONDS = Integer.getInteger("runnel.back-pressure.seconds", 60);
    private static final double MOST_GROWTH = 1.10;

    private static final MiniClusterResourceConfiguration RESOURCES =
            JobRun.cluster(1, SUBTASKS, Map.of(EngineOptions.CACHE_MAX_CHARS.key(), "0"));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(RESOURCES);

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void holdsTheSourceBackWithFlatMemoryAndCheckpoints(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        BROKER.kafka().createTopics(SUBTASKS, "flood");
        BROKER.kafka().send(tickets());
        JobSettings settings =
                JobRun.settings(
                        BROKER.kafka(),
                        "ticket",
                        "--kafka.source.topic=flood",
                        "--kafka.sink.topic=flood-enriched",
                        "--kafka.dead-letters.topic=flood-dlt",
                        "--delivery.transactional-id-prefix=flood",
                        "--enrichment.capacity=" + CAPACITY);

        List<Sample> samples = JobRun.during(settings, () -> watch(cluster));

        samples.forEach(System.out::println);
        assertThat(samples)
                .as("documents that wait")
                .allSatisfy(
                        sample -> assertThat(sample.waiting()).isLessThan(2 * CAPACITY * SUBTASKS));
        int third = samples.size() / 3;
        assertThat(heap(samples.subList(2 * third, 3 * third)))
                .as("live heap in the last third, against the middle one")
                .isLessThan(MOST_GROWTH * heap(samples.subList(third, 2 * third)));
        assertThat(samples.get(3 * third - 1).checkpoints())
                .as("checkpoints: one at least for every two seconds")
                .isGreaterThan(samples.get(third).checkpoints() + SECONDS / 3);
        assertThat(BROKER.kafka().readAll(List.of("flood-enriched")))
                .as("the engine was slower than the topic all the time")
                .hasSizeBetween(100, TICKETS - 1);
        assertThat(BROKER.kafka().readAll(List.of("flood-dlt"))).isEmpty();
    }

    /** A sample every second, once the first document is out. */
    private static List<Sample> watch(MiniCluster cluster) throws Exception {
        BROKER.kafka().read("flood-enriched", 1);
        JobID job = cluster.listJobs().get().iterator().next().getJobId();
        EngineSettings settings = EngineOptions.read(RESOURCES.getConfiguration());
        List<Sample> samples = new ArrayList<>();
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            long start = System.nanoTime();
            while (samples.size() < SECONDS) {
                idleUntil(start + TimeUnit.SECONDS.toNanos(samples.size() + 1L));
                samples.add(sample(cluster, job, engine));
            }
        }
        return samples;
    }

    private static void idleUntil(long nanoTime) {
        while (System.nanoTime() < nanoTime) {
            LockSupport.parkNanos(nanoTime - System.nanoTime());
        }
    }

    private static Sample sample(MiniCluster cluster, JobID job, InferenceEngine.Lease engine)
            throws Exception {
        long checkpoints =
                cluster.getExecutionGraph(job)
                        .get()
                        .getCheckpointStatsSnapshot()
                        .getCounts()
                        .getNumberOfCompletedCheckpoints();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        return new Sample(
                heap, checkpoints, engine.statistics().queuedChunks(), engine.statistics().rows());
    }

    private static double heap(List<Sample> samples) {
        return samples.stream().mapToLong(Sample::heapMegabytes).average().orElseThrow();
    }

    private static List<ProducerRecord<byte[], byte[]>> tickets() {
        List<ProducerRecord<byte[], byte[]>> tickets = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            tickets.add(
                    record(
                            "flood",
                            "key-" + i,
                            """
                            {"id": "t-%d", "title": "Order %d is late", "text": "My order %d has not arrived in \
                            Manchester. I have called Acme twice and nobody could tell me where it is. I am very \
                            angry and want my 45 pounds back this week, or I close my account."}
                            """
                                    .formatted(i, i, i)));
        }
        return tickets;
    }

    /** What was seen at one time. */
    private record Sample(long heapMegabytes, long checkpoints, int waiting, long rows) {}
}
