package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.EncodedRecord;
import io.runnel.schemas.document.Header;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EncodedRecordWriterTest {
    private final EncodedRecordWriter writer = new EncodedRecordWriter("tickets-enriched");

    @Test
    void writesKeyHeadersAndTimeAsTheyCame() {
        EncodedRecord record =
                new EncodedRecord(
                        bytes("key"),
                        List.of(new Header("trace", bytes("1")), new Header("none", null)),
                        1_700_000_000_000L,
                        bytes("value"));

        ProducerRecord<byte[], byte[]> written = writer.serialize(record, null, 5L);

        assertThat(written.topic()).isEqualTo("tickets-enriched");
        assertThat(written.partition()).isNull();
        assertThat(written.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(written.key()).asString(UTF_8).isEqualTo("key");
        assertThat(written.value()).asString(UTF_8).isEqualTo("value");
        assertThat(written.headers().toArray()).hasSize(2);
        assertThat(written.headers().lastHeader("trace").value()).asString(UTF_8).isEqualTo("1");
        assertThat(written.headers().lastHeader("none").value()).isNull();
    }

    @Test
    void writesARecordWithoutKeyTimeAndValue() {
        ProducerRecord<byte[], byte[]> written =
                writer.serialize(new EncodedRecord(null, List.of(), null, null), null, null);

        assertThat(written.key()).isNull();
        assertThat(written.timestamp()).isNull();
        assertThat(written.value()).isNull();
    }

    @Test
    void tellsTheSinkItsTopic() {
        assertThat(writer.getKafkaDatasetFacet())
                .hasValueSatisfying(
                        facet ->
                                assertThat(facet.getTopicIdentifier().getTopics())
                                        .containsExactly("tickets-enriched"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
