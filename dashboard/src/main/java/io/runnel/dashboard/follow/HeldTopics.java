package io.runnel.dashboard.follow;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics whose next record can be read only when the schema registry answers: they stand still at
 * that record, and the others go on.
 */
final class HeldTopics {
    private static final Logger LOG = LoggerFactory.getLogger(HeldTopics.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final TreeMap<String, Held> held = new TreeMap<>();

    /**
     * @param until when it is tried again, in {@link System#nanoTime}
     */
    private record Held(String why, long until) {}

    /** What is read next of this topic is tried again in a moment. */
    void hold(String topic, String why) {
        Held before = held.put(topic, new Held(why, System.nanoTime() + PAUSE.toNanos()));
        if (before == null) {
            LOG.warn("{} waits, and no record of it is passed over: {}", topic, why);
        }
    }

    /** Says that a record of this topic could be read. */
    void read(String topic) {
        if (held.remove(topic) != null) {
            LOG.warn("{} goes on.", topic);
        }
    }

    /** Forgets topics that are not followed now. */
    void keepOnly(Set<String> followed) {
        held.keySet().retainAll(followed);
    }

    /** Whether the topic stands still now. */
    boolean holds(String topic) {
        Held one = held.get(topic);
        return one != null && System.nanoTime() - one.until() < 0;
    }

    /** Lets the consumer fetch of the topics that go on, and of no others. */
    void apply(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> assigned) {
        if (held.isEmpty() && consumer.paused().isEmpty()) {
            return;
        }
        consumer.resume(assigned.stream().filter(one -> !holds(one.topic())).toList());
        consumer.pause(assigned.stream().filter(one -> holds(one.topic())).toList());
    }

    /** What is waited for, if anything is. */
    Optional<String> problem() {
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        held.entrySet().stream()
                                .map(one -> one.getKey() + " waits: " + one.getValue().why())
                                .collect(Collectors.joining(" ")));
    }
}
