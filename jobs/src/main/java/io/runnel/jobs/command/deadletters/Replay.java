package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends letters back, and commits in the same transactions which ones: whatever happens between, a
 * letter is in its source topic and in the group's record, or in neither. A second replay of the
 * same group fences the first one off.
 */
final class Replay {
    private static final int LETTERS_PER_TRANSACTION = 500;

    private final KafkaConnection kafka;
    private final DeadLetterTopic topic;
    private final Order order;
    private final Mode mode;
    private final Set<String> topics;

    Replay(KafkaConnection kafka, DeadLetterTopic topic, Order order, Mode mode) {
        this.kafka = kafka;
        this.topic = topic;
        this.order = order;
        this.mode = mode;
        this.topics = kafka.topics();
    }

    /** Which letters are meant. */
    interface Choice {
        boolean accepts(Letter letter);
    }

    /**
     * What to send.
     *
     * @param max at most so many
     * @param repairs values to send in the place of a letter's own
     * @param target where to send all, or {@code null} for the topic that each came from
     */
    record Order(Choice choice, long max, Map<LetterPlace, byte[]> repairs, String target) {}

    /** Whether to do it. */
    enum Mode {
        SEND,
        REHEARSE
    }

    /**
     * What was done.
     *
     * @param sent letters by topic
     * @param before letters that had been replayed before
     * @param refused a sentence for each letter that cannot be sent
     */
    record Result(Map<String, Integer> sent, int before, List<String> refused) {}

    /** Sends what the order says and the topic holds now. */
    Result run() {
        List<String> refused = new ArrayList<>();
        Map<String, Integer> sent = new TreeMap<>();
        List<Letter> batch = new ArrayList<>();
        Set<LetterPlace> notFound = new TreeSet<>(LetterPlace.ORDER);
        notFound.addAll(order.repairs().keySet());
        int before = 0;
        long chosen = 0;
        try (TopicReader reader = TopicReader.fromBeginning(kafka, topic.name());
                Transactions transactions = transactions()) {
            Replayed replayed = transactions.replayed();
            while (chosen < order.max() && !reader.reachedFirstEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    Letter letter = new Letter(record);
                    notFound.remove(letter.place());
                    if (chosen == order.max() || !order.choice().accepts(letter)) {
                        continue;
                    }
                    if (replayed.contains(letter.place())) {
                        before++;
                        continue;
                    }
                    Optional<String> refusal = refusal(letter);
                    if (refusal.isPresent()) {
                        refused.add(refusal.get());
                        continue;
                    }
                    chosen++;
                    sent.merge(targetOf(letter), 1, Integer::sum);
                    batch.add(letter);
                    if (batch.size() == LETTERS_PER_TRANSACTION) {
                        transactions.send(batch);
                        batch.clear();
                    }
                }
            }
            transactions.send(batch);
        } catch (ProducerFencedException e) {
            throw new CommandFailure(
                    "Another replay of group " + topic.group() + " has taken over.", e);
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "The replay stopped: "
                            + e.getMessage()
                            + " Run it again: what was sent is"
                            + " remembered.",
                    e);
        }
        notFound.forEach(place -> refused.add("There is no letter at " + place + "."));
        return new Result(sent, before, refused);
    }

    private Transactions transactions() {
        return switch (mode) {
            case SEND -> new Sending();
            case REHEARSE -> new Rehearsing(topic.replayed());
        };
    }

    private Optional<String> refusal(Letter letter) {
        String name = "Letter " + letter.place() + " (" + letter.source() + ") ";
        if (letter.isIncomplete() && !order.repairs().containsKey(letter.place())) {
            return Optional.of(
                    name
                            + "holds only a part of the original, which was too large; send the whole"
                            + " one with --at "
                            + letter.place()
                            + " --value-file FILE.");
        }
        String target = order.target() != null ? order.target() : letter.sourceTopic().orElse(null);
        if (target == null) {
            return Optional.of(name + "does not say where it came from; name a topic with --to.");
        }
        if (!topics.contains(target)) {
            return Optional.of(
                    name
                            + "would go to topic "
                            + target
                            + ", which does not exist; name another with --to.");
        }
        return Optional.empty();
    }

    private String targetOf(Letter letter) {
        return order.target() != null ? order.target() : letter.sourceTopic().orElseThrow();
    }

    /** How letters are sent. */
    private interface Transactions extends AutoCloseable {
        /** What had been replayed before this; nobody else adds to it as long as this sends. */
        Replayed replayed();

        /** Sends these letters and remembers them, all or none. */
        void send(List<Letter> letters);

        @Override
        default void close() {}
    }

    /** Sends nothing. */
    private record Rehearsing(Replayed replayed) implements Transactions {
        @Override
        public void send(List<Letter> letters) {}
    }

    /**
     * Sends in Kafka's transactions. Another replay of the group is fenced off, and its open
     * transaction aborted, before it is asked what has been replayed: so nothing is added later.
     */
    private final class Sending implements Transactions {
        private final Replayed replayed;
        private final Consumer<byte[], byte[]> group;
        private final Producer<byte[], byte[]> producer;

        Sending() {
            this.producer = kafka.transactionalProducer(topic.group());
            this.group = kafka.groupConsumer(topic.group());
            try {
                producer.initTransactions();
                this.replayed = topic.replayed();
            } catch (KafkaException | CommandFailure e) {
                close();
                throw e;
            }
        }

        @Override
        public Replayed replayed() {
            return replayed;
        }

        @Override
        public void send(List<Letter> letters) {
            if (letters.isEmpty()) {
                return;
            }
            producer.beginTransaction();
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (Letter letter : letters) {
                byte[] value =
                        order.repairs().getOrDefault(letter.place(), letter.record().value());
                var unused = producer.send(letter.original(targetOf(letter), value));
                replayed.add(letter.place());
                TopicPartition partition =
                        new TopicPartition(topic.name(), letter.place().partition());
                offsets.put(partition, committed(replayed.of(partition)));
            }
            producer.sendOffsetsToTransaction(offsets, group.groupMetadata());
            producer.commitTransaction();
        }

        private OffsetAndMetadata committed(ReplayedOffsets offsets) {
            String metadata = offsets.metadata();
            if (metadata.length() > ReplayedOffsets.MAX_METADATA_CHARS) {
                producer.abortTransaction();
                throw new CommandFailure(
                        "Too many letters have been replayed out of their order for one group to"
                                + " remember. Replay those before them first, or name another --group.");
            }
            return new OffsetAndMetadata(offsets.position(), metadata);
        }

        @Override
        public void close() {
            producer.close();
            group.close();
        }
    }
}
