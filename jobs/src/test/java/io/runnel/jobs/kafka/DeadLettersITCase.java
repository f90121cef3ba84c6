package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static io.runnel.jobs.kafka.TestKafka.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot be enriched ends in the dead letters, and its neighbours come through. */
class DeadLettersITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void getEveryKindOfMalformedInputWithItsReason() throws Exception {
        List<Malformed> malformed = new ArrayList<>();
        malformed.add(new Malformed(null, "TOMBSTONE"));
        malformed.add(new Malformed(new byte[] {'{', (byte) 0xff, '}'}, "NOT_UTF8"));
        malformed.add(new Malformed(new byte[0], "MALFORMED_BYTES"));
        malformed.add(new Malformed(bytes("no json"), "MALFORMED_BYTES"));
        malformed.add(new Malformed(bytes("[1, 2]"), "MALFORMED_BYTES"));
        malformed.add(new Malformed(bytes("{\"id\":\"x\",\"text\":\"cut"), "MALFORMED_BYTES"));
        malformed.add(new Malformed(bytes("{\"text\":\"no id\"}"), "MISSING_ID"));
        malformed.add(new Malformed(bytes("{\"id\":\" \",\"text\":\"blank id\"}"), "MISSING_ID"));
        malformed.add(new Malformed(bytes("{\"id\":\"x\",\"text\":[\"list\"]}"), "WRONG_TYPE"));
        malformed.add(new Malformed(bytes("{\"id\":\"x\",\"text\":\"  \"}"), "NO_TEXT"));
        malformed.add(
                new Malformed(
                        bytes(
                                "{\"id\":\"big\",\"text\":\"Much.\",\"attachment\":\""
                                        + "x".repeat(60_000)
                                        + "\"}"),
                        "RECORD_TOO_LARGE"));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        malformed.forEach(
                bad -> {
                    records.add(
                            record(
                                    "mail",
                                    "good",
                                    "{\"id\":\"good-" + records.size() + "\",\"text\":\"Fine.\"}"));
                    records.add(
                            new ProducerRecord<>(
                                    "mail", null, bytes("bad"), bad.value(), headers()));
                });
        BROKER.kafka().createTopics(1, "mail");
        BROKER.kafka().send(records);

        List<ConsumerRecord<byte[], byte[]>> written =
                JobRun.during(
                        JobRun.settings(
                                BROKER.kafka(),
                                "ticket",
                                "--kafka.source.topic=mail",
                                "--kafka.sink.topic=mail-enriched",
                                "--kafka.dead-letters.topic=mail-dlt",
                                "--kafka.sink.max-record-bytes=40000",
                                "--delivery.transactional-id-prefix=dead-letters"),
                        () ->
                                BROKER.kafka()
                                        .readUntil(
                                                List.of("mail-enriched", "mail-dlt"),
                                                all -> all.size() >= 2 * malformed.size()));

        Map<Boolean, List<ConsumerRecord<byte[], byte[]>>> byTopic =
                written.stream().collect(partitioningBy(each -> each.topic().equals("mail-dlt")));
        assertThat(byTopic.get(false))
                .extracting(each -> new JsonEnrichedCodec().decode(each.value()).document().id())
                .hasSize(malformed.size())
                .allMatch(id -> id.startsWith("good-"))
                .doesNotHaveDuplicates();
        Map<Long, ConsumerRecord<byte[], byte[]>> deadLetters =
                byTopic.get(true).stream()
                        .collect(toMap(each -> Long.valueOf(header(each, "offset")), each -> each));
        long offset = 1;
        for (Malformed bad : malformed) {
            ConsumerRecord<byte[], byte[]> letter = deadLetters.get(offset);
            assertThat(letter).as("dead letter for %s", bad.reason()).isNotNull();
            assertThat(header(letter, "reason")).isEqualTo(bad.reason());
            assertThat(letter.value()).isEqualTo(bad.value());
            assertThat(letter.key()).asString(UTF_8).isEqualTo("bad");
            assertThat(letter.headers().toArray()).startsWith(headers().toArray(Header[]::new));
            assertThat(header(letter, "topic")).isEqualTo("mail");
            assertThat(header(letter, "partition")).isEqualTo("0");
            assertThat(header(letter, "message")).contains("mail-0@" + offset);
            assertThat(header(letter, "retryable")).isEqualTo("false");
            offset += 2;
        }
    }

    @Test
    void keepAPrefixOfWhatIsLargerThanTheirTopicTakes() throws Exception {
        String value = "{\"id\":\"x\",\"text\":\"" + "cut ".repeat(20_000);
        BROKER.kafka().createTopics(1, "large");
        BROKER.kafka().send(List.of(record("large", "key", value)));

        ConsumerRecord<byte[], byte[]> letter =
                JobRun.during(
                                JobRun.settings(
                                        BROKER.kafka(),
                                        "ticket",
                                        "--kafka.source.topic=large",
                                        "--kafka.sink.topic=large-enriched",
                                        "--kafka.dead-letters.topic=large-dlt",
                                        "--kafka.dead-letters.max-record-bytes=20000",
                                        "--delivery.guarantee=at-least-once"),
                                () -> BROKER.kafka().read("large-dlt", 1))
                        .get(0);

        assertThat(value).startsWith(new String(letter.value(), UTF_8));
        assertThat(letter.value()).hasSizeBetween(15_000, 20_000);
        assertThat(header(letter, "value.size")).isEqualTo(Integer.toString(value.length()));
        assertThat(header(letter, "value.sha256")).hasSize(64);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Malformed(byte[] value, String reason) {}

    private static List<Header> headers() {
        return List.of(
                new RecordHeader("trace", bytes("1")), new RecordHeader("none", (byte[]) null));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("__runnel.errors." + name).value(), UTF_8);
    }
}
