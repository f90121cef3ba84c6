package io.runnel.jobs.kafka;

import io.runnel.schemas.document.Origin;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Kafka records as they are: every record becomes one origin, tombstones and headers without a
 * value included. It reads no byte of them, so it never fails; an exception here would restart the
 * job for ever.
 */
final class OriginReader implements KafkaRecordDeserializationSchema<Origin> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Origin> out) {
        out.collect(RecordOrigin.of(record));
    }

    @Override
    public TypeInformation<Origin> getProducedType() {
        return TypeInformation.of(Origin.class);
    }
}
