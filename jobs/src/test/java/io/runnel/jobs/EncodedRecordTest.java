package io.runnel.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Header;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class EncodedRecordTest {
    @Test
    void neverTakesMoreThanItSays() {
        EncodedRecord small = new EncodedRecord(null, List.of(), null, null);
        EncodedRecord large =
                new EncodedRecord(
                        new byte[300],
                        List.of(
                                new Header("überschrift-😀", "1".getBytes(UTF_8)),
                                new Header("none", null),
                                new Header("much", new byte[70_000])),
                        1L,
                        new byte[1_000_000]);

        assertThat(small.maxBytes()).isBetween((long) kafkaBytes(small), kafkaBytes(small) + 100L);
        assertThat(large.maxBytes()).isBetween((long) kafkaBytes(large), kafkaBytes(large) + 200L);
    }

    /** The bytes that Kafka's producer compares with its limit. */
    private static int kafkaBytes(EncodedRecord record) {
        RecordHeader[] headers =
                record.headers().stream()
                        .map(header -> new RecordHeader(header.name(), header.value()))
                        .toArray(RecordHeader[]::new);
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                headers);
    }
}
