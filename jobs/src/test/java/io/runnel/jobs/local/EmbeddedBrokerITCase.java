package io.runnel.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerITCase {
    @TempDir private Path folder;

    @Test
    void showsCommittedReadersOnlyWhatTransactionsCommitted() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            broker.createTopics(1, "tickets");
            try (KafkaProducer<byte[], byte[]> producer = transactional(broker)) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, "kept");
                producer.commitTransaction();
                producer.beginTransaction();
                send(producer, "rolled back");
                producer.abortTransaction();
                producer.beginTransaction();
                send(producer, "kept, too");
                producer.commitTransaction();
            }
            assertThat(committed(broker, 2)).containsExactly("kept", "kept, too");
        }
    }

    @Test
    void takesLargeRecords() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            broker.createTopics(1, "tickets");
            try (KafkaProducer<byte[], byte[]> producer = transactional(broker)) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, "x".repeat(10_000_000));
                producer.commitTransaction();
            }
            assertThat(committed(broker, 1).get(0)).hasSize(10_000_000);
        }
    }

    @Test
    void keepsItsTopicsForTheNextBrokerOfTheFolder() {
        try (EmbeddedBroker first = EmbeddedBroker.start(folder)) {
            first.createTopics(1, "tickets");
            try (KafkaProducer<byte[], byte[]> producer = transactional(first)) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, "still here");
                producer.commitTransaction();
            }
        }
        try (EmbeddedBroker second = EmbeddedBroker.start(folder)) {
            second.createTopics(1, "tickets");
            assertThat(committed(second, 1)).containsExactly("still here");
        }
    }

    /** Else Kafka deletes what is older than seven days 30 s after it was started. */
    @Test
    void deletesNoRecordForItsAge() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            broker.createTopics(1, "tickets");
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "tickets");
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
                assertThat(config.get(TopicConfig.RETENTION_MS_CONFIG).value()).isEqualTo("-1");
            }
        }
    }

    @Test
    void refusesAFolderInUseAndAPortInUse() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("one"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("one")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by a running broker");
            int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("two"), port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("name another port");
        }
    }

    @Test
    void refusesAFolderOfAnotherProgram() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "do not format");
        assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                .hasMessageContaining("is not empty")
                .hasMessageContaining("Name a new folder");

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("meta.properties"), "version=1\ncluster.id=prod\n");
        assertThatThrownBy(() -> EmbeddedBroker.start(other))
                .hasMessageContaining("belongs to the Kafka cluster 'prod'");
        assertThat(folder.resolve("thesis.txt")).hasContent("do not format");
    }

    private static KafkaProducer<byte[], byte[]> transactional(EmbeddedBroker broker) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "writer");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 20_000_000);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String text) {
        var unused =
                producer.send(
                        new ProducerRecord<>("tickets", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> committed(EmbeddedBroker broker, int count) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition("tickets", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).get(partition.get(0));
            while (texts.size() < count || consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record ->
                                        texts.add(
                                                new String(
                                                        record.value(), StandardCharsets.UTF_8)));
            }
        }
        return texts;
    }
}
