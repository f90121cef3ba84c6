package io.runnel.jobs.command.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of topics in no group; knows whether it has come to their ends. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> firstEnds;

    private TopicReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
        consumer.assign(partitions);
        this.firstEnds = consumer.endOffsets(partitions);
    }

    /** A reader of one topic's records, oldest first in each partition. */
    public static TopicReader fromBeginning(KafkaConnection kafka, String topic) {
        return fromBeginning(kafka, List.of(topic));
    }

    /** The same of several topics. */
    public static TopicReader fromBeginning(KafkaConnection kafka, Collection<String> topics) {
        TopicReader reader = of(kafka, topics);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** A reader of the records that are written from now on. */
    public static TopicReader fromEnd(KafkaConnection kafka, String topic) {
        TopicReader reader = of(kafka, List.of(topic));
        reader.firstEnds.forEach(reader.consumer::seek);
        return reader;
    }

    private static TopicReader of(KafkaConnection kafka, Collection<String> topics) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> kafka.partitions(topic).stream()).toList();
        return new TopicReader(kafka.committedConsumer(), partitions);
    }

    /** What has come since the last call; waits a moment for it. */
    public ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    /** Whether everything has been read that was there when this reader was made. */
    public boolean reachedFirstEnd() {
        return reached(firstEnds);
    }

    /**
     * Whether everything has been read that is committed now. Records in an open transaction are
     * beyond the end, as are all behind them.
     */
    public boolean reachedEnd() {
        return reached(consumer.endOffsets(partitions));
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
