package io.runnel.jobs.kafka;

import io.runnel.jobs.DeadLetterSink;
import io.runnel.jobs.EncodedRecord;
import io.runnel.jobs.options.DeliverySettings;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.KafkaSettings;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.PrivacySettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Rejects to their topic, each as the {@link DeadLetter} that it becomes. */
public final class KafkaDeadLetterSink implements DeadLetterSink {
    private final DocumentType type;
    private final KafkaSettings kafka;
    private final DeliverySettings delivery;
    private final PrivacySettings privacy;
    private final int generation;

    public KafkaDeadLetterSink(JobSettings settings) {
        this.type = settings.type();
        this.kafka = settings.kafka();
        this.delivery = settings.delivery();
        this.privacy = settings.privacy();
        this.generation = settings.tasks().generation();
    }

    @Override
    public void write(DataStream<Reject> rejects) {
        int maxRecordBytes = kafka.deadLetters().maxRecordBytes();
        TopicSink sink =
                new TopicSink(
                        kafka.client(),
                        kafka.deadLetters(),
                        delivery,
                        type.label() + "-dead-letters");
        rejects.map(
                        new DeadLetterFunction(privacy, generation, maxRecordBytes),
                        TypeInformation.of(EncodedRecord.class))
                .uid("encode-dead-letters")
                .name("Encode dead letters")
                .setDescription("Rejects to their original bytes, with headers that say why")
                .sinkTo(sink.build())
                .uid("write-dead-letters")
                .name("Write " + kafka.deadLetters().topic())
                .setDescription("Dead letters to Kafka, " + delivery.guarantee());
    }
}
