package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OriginReaderTest {
    @Test
    void keepsEverythingThatARecordHas() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "1".getBytes(UTF_8));
        headers.add("empty", new byte[0]);
        headers.add("none", null);
        headers.add("trace", "2".getBytes(UTF_8));

        Origin origin = read("key".getBytes(UTF_8), "value".getBytes(UTF_8), headers);

        assertThat(origin.topic()).isEqualTo("tickets");
        assertThat(origin.partition()).isEqualTo(3);
        assertThat(origin.offset()).isEqualTo(88_231);
        assertThat(origin.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(origin.key()).asString(UTF_8).isEqualTo("key");
        assertThat(origin.payload()).asString(UTF_8).isEqualTo("value");
        assertThat(origin.headers())
                .extracting(Header::name)
                .containsExactly("trace", "empty", "none", "trace");
        assertThat(origin.headers().get(1).value()).isEmpty();
        assertThat(origin.headers().get(2).value()).isNull();
        assertThat(origin.headers().get(3).value()).asString(UTF_8).isEqualTo("2");
    }

    @Test
    void passesATombstoneWithoutKeyOn() {
        Origin origin = read(null, null, new RecordHeaders());

        assertThat(origin.key()).isNull();
        assertThat(origin.payload()).isNull();
        assertThat(origin.headers()).isEmpty();
    }

    private static Origin read(byte[] key, byte[] value, RecordHeaders headers) {
        List<Origin> read = new ArrayList<>();
        new OriginReader()
                .deserialize(
                        new ConsumerRecord<>(
                                "tickets",
                                3,
                                88_231,
                                1_700_000_000_000L,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                key,
                                value,
                                headers,
                                Optional.empty()),
                        new ListCollector<>(read));
        return read.get(0);
    }
}
