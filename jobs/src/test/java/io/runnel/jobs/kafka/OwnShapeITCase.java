package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic whose records have a shape of their own, through the job with a mapping. */
class OwnShapeITCase {
    private static final Path SHAPES = RepositoryRoot.resolve("deploy/conf/shapes");
    private static final String WITHOUT_ID =
            "{\"ticket\": {\"comments\": [{\"body\": \"Café £5 😀\"}]}}";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void enrichesWhatTheMappingReadsAndRejectsTheRestWithItsBytes() throws Exception {
        BROKER.kafka().createTopics(1, "conversations");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String line : Files.readAllLines(SHAPES.resolve("zendesk-like-conversation.jsonl"))) {
            records.add(new ProducerRecord<>("conversations", null, bytes(line)));
        }
        records.add(new ProducerRecord<>("conversations", bytes("key"), bytes(WITHOUT_ID)));
        BROKER.kafka().send(records);

        Map<String, List<ConsumerRecord<byte[], byte[]>>> written =
                JobRun.during(
                                JobRun.settings(
                                        BROKER.kafka(),
                                        "transcript",
                                        "--config="
                                                + SHAPES.resolve("zendesk-like-conversation.yaml"),
                                        "--kafka.source.topic=conversations",
                                        "--kafka.sink.topic=conversations-enriched",
                                        "--kafka.dead-letters.topic=conversations-dlt",
                                        "--delivery.transactional-id-prefix=own-shape"),
                                () ->
                                        BROKER.kafka()
                                                .readUntil(
                                                        List.of(
                                                                "conversations-enriched",
                                                                "conversations-dlt"),
                                                        found -> found.size() >= records.size()))
                        .stream()
                        .collect(groupingBy(ConsumerRecord::topic));

        assertThat(written.get("conversations-enriched")).hasSize(3);
        for (ConsumerRecord<byte[], byte[]> record : written.get("conversations-enriched")) {
            Enriched enriched = new JsonEnrichedCodec().decode(record.value());
            assertThat(enriched.document().id()).startsWith("3543");
            assertThat(enriched.classification().label()).isNotBlank();
            assertSaysWhatStandsThere(enriched);
        }
        ConsumerRecord<byte[], byte[]> letter = written.get("conversations-dlt").get(0);
        assertThat(letter.value()).asString(UTF_8).isEqualTo(WITHOUT_ID);
        assertThat(letter.key()).asString(UTF_8).isEqualTo("key");
        assertThat(letter.headers().lastHeader(DeadLetterHeader.MESSAGE).value())
                .asString(UTF_8)
                .startsWith("MISSING_ID conversations-0@3: ")
                .contains("at /ticket/id for 'id'");
    }

    private static void assertSaysWhatStandsThere(Enriched enriched) {
        Transcript transcript = enriched.transcript();
        for (Entity entity : enriched.entities()) {
            if (entity.field().startsWith("turns[")) {
                int turn = Integer.parseInt(entity.field().replaceAll("\\D", ""));
                assertThat(
                                transcript
                                        .turns()
                                        .get(turn)
                                        .text()
                                        .substring(entity.start(), entity.end()))
                        .isEqualTo(entity.text());
            }
        }
    }
}
