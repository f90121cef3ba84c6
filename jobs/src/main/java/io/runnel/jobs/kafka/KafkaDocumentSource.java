package io.runnel.jobs.kafka;

import io.runnel.jobs.DocumentSource;
import io.runnel.jobs.ParseFunction;
import io.runnel.jobs.Parsed;
import io.runnel.jobs.options.KafkaClient;
import io.runnel.jobs.options.Reading;
import io.runnel.jobs.options.SourceSettings;
import io.runnel.jobs.options.StartingOffsets;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Documents of a Kafka topic. Every committed record is read, and is a document or a reject; what a
 * producer rolled back is not read.
 */
public final class KafkaDocumentSource<D extends Document> implements DocumentSource<D> {
    private final KafkaClient client;
    private final SourceSettings settings;
    private final DocumentCodec<D> codec;
    private final DocumentType type;
    private final Class<D> document;

    /**
     * @param type what counters of rejects are labelled with
     * @param document the concrete record that the codec reads
     */
    public KafkaDocumentSource(
            KafkaClient client,
            SourceSettings settings,
            DocumentType type,
            DocumentCodec<D> codec,
            Class<D> document) {
        this.client = client;
        this.settings = settings;
        this.codec = codec;
        this.type = type;
        this.document = document;
    }

    @Override
    public Parsed<D> readFrom(StreamExecutionEnvironment env) {
        DataStream<Origin> raw =
                env.fromSource(
                                rawRecords(),
                                WatermarkStrategy.noWatermarks(),
                                "Read " + settings.topic())
                        .uid("read");
        return ParseFunction.parse(raw, type, codec, document, settings.rejects());
    }

    private KafkaSource<Origin> rawRecords() {
        KafkaSourceBuilder<Origin> source =
                KafkaSource.<Origin>builder()
                        .setProperties(client.connection())
                        .setTopics(settings.topic())
                        .setGroupId(settings.groupId())
                        .setClientIdPrefix(settings.groupId())
                        .setDeserializer(new OriginReader())
                        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        if (settings.reading() instanceof Reading.Endless endless) {
            source.setStartingOffsets(offsets(endless.startingOffsets()))
                    .setProperty(
                            KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                            Long.toString(endless.partitionDiscoveryInterval().toMillis()));
        } else if (settings.reading() instanceof Reading.Backfill backfill) {
            source.setStartingOffsets(BackfillOffsets.from(backfill))
                    .setBounded(BackfillOffsets.until(backfill));
        }
        return source.build();
    }

    // The connector takes this deprecated type and no other.
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer offsets(StartingOffsets offsets) {
        return switch (offsets) {
            case COMMITTED_OR_EARLIEST ->
                    OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }
}
