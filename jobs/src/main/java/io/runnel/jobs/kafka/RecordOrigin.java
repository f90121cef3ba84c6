package io.runnel.jobs.kafka;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A Kafka record as it is: place, time, key, headers and value, any of which may be missing. */
public final class RecordOrigin {
    private RecordOrigin() {}

    public static Origin of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new Origin(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                headers,
                record.value());
    }
}
