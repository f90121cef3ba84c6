package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.JobSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records of every size that the input topic takes, up to its limit; the job outlives them all. */
class SizesITCase {
    private static final int LARGEST = 15_000_000;
    private static final int TURNS = 100_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(JobRun.clusterOfLargeDocuments());

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void eachEndInOneTopicAndTheNextOneIsAnswered() throws Exception {
        BROKER.kafka().createTopics(1, "tickets");
        List<ProducerRecord<byte[], byte[]>> records =
                List.of(
                        ticket("noise", "x".repeat(LARGEST)),
                        ticket("number", "{\"id\":\"1\",\"text\":" + "1".repeat(LARGEST) + "}"),
                        ticket("deep", "{\"id\":\"2\",\"text\":\"x\",\"a\":" + "[".repeat(LARGEST)),
                        ticket(
                                "id",
                                "{\"id\":\"" + "i".repeat(LARGEST) + "\",\"text\":\"Hello.\"}"),
                        new ProducerRecord<>("tickets", new byte[LARGEST], "{}".getBytes(UTF_8)),
                        withHeader(ticket("header", "{}"), LARGEST),
                        ticket("last", "{\"id\":\"3\",\"text\":\"Where is my parcel?\"}"));
        send(records);

        List<ConsumerRecord<byte[], byte[]>> out = run("ticket", "tickets", records.size());

        assertThat(out).hasSize(records.size());
        assertThat(out)
                .filteredOn(record -> record.topic().equals("tickets-enriched"))
                .singleElement()
                .satisfies(record -> assertThat(record.key()).isEqualTo("last".getBytes(UTF_8)));
        assertThat(out)
                .filteredOn(record -> record.topic().equals("tickets-dlt"))
                .allSatisfy(
                        record -> assertThat(header(record, DeadLetterHeader.OFFSET)).isNotNull());
        assertThat(out)
                .filteredOn(record -> "noise".equals(text(record.key())))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.value().length).isLessThan(LARGEST);
                            assertThat(header(record, DeadLetterHeader.VALUE_SIZE))
                                    .isEqualTo(Integer.toString(LARGEST));
                            assertThat(header(record, DeadLetterHeader.VALUE_SHA256)).hasSize(64);
                        });
    }

    @Test
    void aTranscriptOfAHundredThousandTurnsIsReadToItsEnd() throws Exception {
        BROKER.kafka().createTopics(1, "transcripts");
        String turns =
                IntStream.range(0, TURNS)
                        .mapToObj(
                                turn ->
                                        "{\"speaker\":\""
                                                + (turn % 2 == 0 ? "agent" : "customer")
                                                + "\",\"text\":\""
                                                + (turn % 50 == 0 ? "Thank you." : "")
                                                + "\"}")
                        .collect(Collectors.joining(","));
        send(
                List.of(
                        new ProducerRecord<>(
                                "transcripts",
                                "long".getBytes(UTF_8),
                                ("{\"id\":\"1\",\"turns\":[" + turns + "]}").getBytes(UTF_8))));

        List<ConsumerRecord<byte[], byte[]>> out = run("transcript", "transcripts", 1);

        assertThat(out)
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.topic()).isEqualTo("transcripts-dlt");
                            assertThat(header(record, DeadLetterHeader.REASON))
                                    .isEqualTo("RECORD_TOO_LARGE");
                        });
    }

    private static List<ConsumerRecord<byte[], byte[]>> run(String type, String topic, int count)
            throws Exception {
        JobSettings settings =
                JobRun.settings(
                        BROKER.kafka(),
                        type,
                        "--delivery.transactional-id-prefix=sizes",
                        "--kafka.properties.max.partition.fetch.bytes=20000000");
        return JobRun.during(
                settings,
                () ->
                        BROKER.kafka()
                                .readUntil(
                                        List.of(topic + "-enriched", topic + "-dlt"),
                                        records -> records.size() >= count));
    }

    private static ProducerRecord<byte[], byte[]> ticket(String key, String value) {
        return new ProducerRecord<>("tickets", key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> withHeader(
            ProducerRecord<byte[], byte[]> record, int bytes) {
        record.headers().add("large", new byte[bytes]);
        return record;
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                BROKER.kafka().bootstrapServers(),
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                16_500_000,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                100_000_000L),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
