package io.runnel.jobs.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits for new topics. Kafka says that a topic is created before the leaders of its partitions
 * have started. A producer that writes at once may have its first batch refused and its second
 * accepted; then the first one is out of order for ever, and lost after two minutes.
 */
public final class TopicLeaders {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private TopicLeaders() {}

    /**
     * Returns when every partition's leader answers.
     *
     * @param partitions how many partitions each topic has
     * @throws ExecutionException if one does not within 15 s, or not at all
     */
    public static void await(Admin admin, Map<String, Integer> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        partitions.forEach(
                (topic, count) -> {
                    for (int partition = 0; partition < count; partition++) {
                        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                    }
                });
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!haveLeaders(admin, ends, deadline)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    /**
     * The client asks again by itself where a leader is missing, but not for a topic it cannot see.
     */
    private static boolean haveLeaders(
            Admin admin, Map<TopicPartition, OffsetSpec> ends, long deadline)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException && System.nanoTime() < deadline) {
                return false;
            }
            throw e;
        }
    }
}
