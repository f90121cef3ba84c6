package io.runnel.jobs.kafka;

import io.runnel.jobs.EncodeFunction;
import io.runnel.jobs.EncodedRecord;
import io.runnel.jobs.EnrichedSink;
import io.runnel.jobs.options.DeliverySettings;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.KafkaSettings;
import io.runnel.jobs.options.SchemaSettings;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.ConfluentAvroEnrichedCodec;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.registry.Subject;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Enriched records to their topic, each with the key, the headers and the time of its input. The
 * key alone chooses the partition.
 */
public final class KafkaEnrichedSink implements EnrichedSink {
    private final DocumentType type;
    private final KafkaSettings kafka;
    private final DeliverySettings delivery;
    private final SchemaSettings schemas;

    public KafkaEnrichedSink(JobSettings settings) {
        this.type = settings.type();
        this.kafka = settings.kafka();
        this.delivery = settings.delivery();
        this.schemas = settings.schemas();
    }

    @Override
    public DataStream<Reject> write(DataStream<Enriched> enriched) {
        SingleOutputStreamOperator<EncodedRecord> records =
                EncodeFunction.encode(enriched, type, codec(), kafka.enriched().maxRecordBytes());
        TopicSink sink =
                new TopicSink(
                        kafka.client(), kafka.enriched(), delivery, type.label() + "-enriched");
        records.sinkTo(sink.build())
                .uid("write-enriched")
                .name("Write " + kafka.enriched().topic())
                .setDescription("Enriched records to Kafka, " + delivery.guarantee());
        return records.getSideOutput(EncodeFunction.REJECTS);
    }

    private EnrichedCodec codec() {
        return switch (kafka.format()) {
            case JSON -> new JsonEnrichedCodec();
            case AVRO -> new AvroEnrichedCodec();
            case AVRO_CONFLUENT ->
                    ConfluentAvroEnrichedCodec.of(
                            schemas.registry(),
                            Subject.ofValues(kafka.enriched().topic()),
                            schemas.placement());
        };
    }
}
