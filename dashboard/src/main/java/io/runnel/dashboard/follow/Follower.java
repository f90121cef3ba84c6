package io.runnel.dashboard.follow;

import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.BatchWriter;
import io.runnel.dashboard.store.IndexKeeper;
import io.runnel.dashboard.store.StoreFacts;
import io.runnel.dashboard.store.TopicIds;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what transactions have committed, from where the store says that it ends, in no group. A
 * Kafka that does not answer is waited for; it is said what is wrong as long as something is, and
 * no failure, an {@link Error} neither, ends it.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private static final Duration DISCOVERY = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration INDEX_COMMIT = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final KafkaConnection kafka;
    private final FollowedTopics topics;
    private final Sinks sinks;
    private final BatchReader reader;
    private final InputLag inputs;
    private final HeldTopics held = new HeldTopics();
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile String problem;
    private volatile Set<String> missing = Set.of();
    private volatile Set<String> deleted = Set.of();

    /** Where things go. */
    public record Sinks(
            StoreFacts facts, TopicIds ids, BatchWriter writer, IndexKeeper index, Pulse pulse) {}

    /**
     * @throws IllegalStateException if the credentials of the schema registry cannot be read
     */
    public Follower(KafkaConnection kafka, FollowedTopics topics, Sinks sinks) {
        this.kafka = kafka;
        this.topics = topics;
        this.sinks = sinks;
        this.reader = new BatchReader(new RecordReader(topics), held);
        this.inputs = new InputLag(sinks.facts(), sinks.pulse());
        this.thread = new Thread(this::run, "runnel-dashboard-follower");
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What is wrong now, if anything is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Topics that are waited for. */
    public Set<String> missing() {
        return missing;
    }

    /** Those of them that were followed before, and are gone. */
    public Set<String> deleted() {
        return deleted;
    }

    private void run() {
        while (!stopping()) {
            try {
                follow();
            } catch (KafkaException | CommandFailure | IllegalStateException e) {
                say(e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("Following stopped; it goes on from where the store ends.", e);
                say(e.getMessage());
            } catch (Throwable e) {
                // What was half done is undone, and the batch may be smaller next time.
                LOG.error("Following stopped; it goes on from where the store ends.", e);
                say(e.toString());
            }
            pause();
        }
    }

    private void say(String why) {
        if (!stopping()) {
            problem = "Topics are not followed at the moment: " + why;
            LOG.warn("{} It goes on from where the store ends.", problem);
        }
    }

    private void pause() {
        try {
            stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void follow() {
        sinks.index().catchUp();
        Map<Batch.TopicPart, Long> positions = new HashMap<>(sinks.facts().positions());
        inputs.begin();
        Map<String, Long> totals = sinks.facts().totals();
        try (Consumer<byte[], byte[]> consumer = kafka.committedConsumer()) {
            Assignment assignment = new Assignment(kafka, sinks.ids(), consumer, positions);
            long nextDiscovery = System.nanoTime();
            long nextLook = nextDiscovery;
            long nextCommit = nextDiscovery;
            for (String topic : topics.all()) {
                sinks.pulse().known(topic, topics.kind(topic), totals.getOrDefault(topic, 0L), 0);
            }
            while (!stopping()) {
                long now = System.nanoTime();
                if (now - nextDiscovery >= 0) {
                    discover(assignment);
                    nextDiscovery = now + DISCOVERY.toNanos();
                }
                Batch batch = batch(consumer, assignment.partitions(), positions);
                if (!batch.isEmpty()) {
                    sinks.index().follow(sinks.writer().write(batch));
                    positions.putAll(batch.positions());
                    sinks.pulse().note(batch);
                    inputs.note(batch);
                }
                problem = held.problem().orElse(null);
                if (now - nextLook >= 0) {
                    if (!look(consumer, assignment.partitions())) {
                        nextDiscovery = now;
                    }
                    nextLook = now + LOOK.toNanos();
                }
                if (now - nextCommit >= 0) {
                    sinks.index().commit();
                    nextCommit = now + INDEX_COMMIT.toNanos();
                }
            }
        }
    }

    /** Takes in what is there now. */
    private void discover(Assignment assignment) {
        Set<String> existing = kafka.topics();
        Set<String> followed = new TreeSet<>(topics.all());
        followed.retainAll(existing);
        Set<String> absent = new TreeSet<>(topics.all());
        absent.removeAll(existing);
        missing = absent;
        noteDeleted(absent);
        held.keepOnly(followed);
        inputs.discover(kafka, existing);
        assignment.follow(followed);
    }

    /** Says which of those that are not there were followed; nothing waits in them. */
    private void noteDeleted(Set<String> absent) {
        Set<String> gone = absent.isEmpty() ? Set.of() : sinks.ids().known();
        gone = gone.stream().filter(absent::contains).collect(Collectors.toUnmodifiableSet());
        for (String topic : gone) {
            sinks.pulse().lag(topic, topics.kind(topic), 0);
            if (!deleted.contains(topic)) {
                LOG.warn(
                        "{} was deleted; what was read of it stays, and if it is made anew it is"
                                + " read from its beginning.",
                        topic);
            }
        }
        deleted = gone;
    }

    private Batch batch(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> assigned,
            Map<Batch.TopicPart, Long> positions) {
        if (assigned.isEmpty()) {
            pause();
            return new Batch();
        }
        return reader.next(consumer, assigned, positions);
    }

    /** Takes notice of what is not read yet; false if Kafka does not tell it of every topic. */
    private boolean look(Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
        KafkaOffsets offsets = new KafkaOffsets(consumer);
        Optional<Map<TopicPartition, Long>> ends = offsets.ends(assigned);
        if (ends.isEmpty()) {
            return false;
        }
        Map<String, Long> lags = new HashMap<>();
        ends.get()
                .forEach(
                        (partition, end) ->
                                lags.merge(
                                        partition.topic(),
                                        Math.max(0, end - offsets.position(partition).orElse(end)),
                                        Long::sum));
        lags.forEach((topic, lag) -> sinks.pulse().lag(topic, topics.kind(topic), lag));
        return inputs.look(offsets);
    }

    @Override
    public void close() {
        // No interrupt: one in the middle of writing would close the index's files.
        stop.countDown();
        try {
            thread.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
