package io.runnel.jobs.kafka;

import io.runnel.jobs.EncodedRecord;
import io.runnel.jobs.options.DeliverySettings;
import io.runnel.jobs.options.KafkaClient;
import io.runnel.jobs.options.TopicSettings;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A Kafka sink for one topic with the promised guarantee.
 *
 * <p>Transactional ids are reused ({@code POOLING}) and open transactions of an earlier run are
 * found by listing them, instead of a new id for each checkpoint and probing for old ones: a
 * checkpoint every ten seconds would leave the broker 8,640 ids per day, subtask and sink, which it
 * keeps for seven days, and a start without state would probe all of them one by one. The price:
 * the job needs the rights to describe its transactional ids and to read its output topics, and
 * brokers of 3.0 or newer. See docs/decisions/0002-transaction-naming.md.
 *
 * @param transactionalIdSuffix what the transactional ids have behind the configured prefix
 */
record TopicSink(
        KafkaClient client,
        TopicSettings topic,
        DeliverySettings delivery,
        String transactionalIdSuffix) {
    /** The producer's own limit when nobody sets it; smaller records never need less. */
    private static final int DEFAULT_MAX_REQUEST_BYTES = 1_048_576;

    /** What a producer keeps of unsent records when nobody sets it. */
    private static final int DEFAULT_BUFFER_BYTES = 33_554_432;

    Sink<EncodedRecord> build() {
        return switch (delivery.guarantee()) {
            case AT_LEAST_ONCE -> connector();
            case EXACTLY_ONCE -> new ExactlyOnceSink(connector(), client.connection());
        };
    }

    /** The connector's own sink. */
    KafkaSink<EncodedRecord> connector() {
        KafkaSinkBuilder<EncodedRecord> sink =
                KafkaSink.<EncodedRecord>builder()
                        .setKafkaProducerConfig(producer())
                        .setBootstrapServers(client.bootstrapServers())
                        .setRecordSerializer(new EncodedRecordWriter(topic.topic()));
        return switch (delivery.guarantee()) {
            case AT_LEAST_ONCE ->
                    sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
            case EXACTLY_ONCE ->
                    sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                            .setTransactionalIdPrefix(
                                    delivery.transactionalIdPrefix() + "-" + transactionalIdSuffix)
                            .setProperty(
                                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                    Long.toString(delivery.transactionTimeout().toMillis()))
                            .build();
        };
    }

    /** The producer's properties, with room for the largest record. */
    Properties producer() {
        int maxRequestBytes = Math.max(DEFAULT_MAX_REQUEST_BYTES, topic.maxRecordBytes());
        int bufferBytes = Math.max(DEFAULT_BUFFER_BYTES, maxRequestBytes);
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(bufferBytes));
        properties.putAll(client.connection());
        properties.setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(maxRequestBytes));
        return properties;
    }
}
