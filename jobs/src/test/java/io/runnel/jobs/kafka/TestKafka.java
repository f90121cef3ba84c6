package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, and what a test says to it. */
final class TestKafka implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String COMMITTED = "read_committed";
    private static final String WRITTEN = "read_uncommitted";

    private final String bootstrapServers;

    /** {@code null} where somebody else runs it. */
    private final EmbeddedBroker broker;

    private TestKafka(String bootstrapServers, EmbeddedBroker broker) {
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
    }

    static TestKafka start(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder);
        return new TestKafka(broker.bootstrapServers(), broker);
    }

    /** A broker that somebody else started, and stops. */
    static TestKafka at(String bootstrapServers) {
        return new TestKafka(bootstrapServers, null);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates topics that can be written at once. */
    void createTopics(int partitions, String... names) throws Exception {
        Map<String, Integer> created = new HashMap<>();
        List<NewTopic> topics = new ArrayList<>();
        for (String name : names) {
            created.put(name, partitions);
            topics.add(new NewTopic(name, partitions, (short) 1));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            if (broker != null) {
                broker.createTopics(partitions, names);
            } else {
                admin.createTopics(topics).all().get();
            }
            TopicLeaders.await(admin, created);
        }
    }

    /** Writes these records, in their order. */
    void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> config =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(topic, bytes(key), bytes(value));
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    /** Everything that is committed, as soon as there are so many records. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return readUntil(List.of(topic), records -> records.size() >= count);
    }

    /**
     * Everything that is committed in these topics, as soon as it is enough.
     *
     * @throws AssertionError if it is not in time
     */
    List<ConsumerRecord<byte[], byte[]>> readUntil(
            List<String> topics, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        return readUntil(COMMITTED, topics, enough);
    }

    /** The same, committed or not. */
    List<ConsumerRecord<byte[], byte[]>> readWritten(String topic, int count) {
        return readUntil(WRITTEN, List.of(topic), records -> records.size() >= count);
    }

    private List<ConsumerRecord<byte[], byte[]>> readUntil(
            String isolation,
            List<String> topics,
            Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation, topics)) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (!enough.test(records)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "Only "
                                    + records.size()
                                    + " records in "
                                    + topics
                                    + " after "
                                    + PATIENCE);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** Everything that is committed in these topics now. */
    List<ConsumerRecord<byte[], byte[]>> readAll(List<String> topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(COMMITTED, topics)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation, List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                isolation,
                                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                                ByteArrayDeserializer.class,
                                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                                ByteArrayDeserializer.class));
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
