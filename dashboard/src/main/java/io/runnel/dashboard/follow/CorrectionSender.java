package io.runnel.dashboard.follow;

import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.Place;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.InputTopic;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes corrections to their topic, and makes it with the first one. */
public final class CorrectionSender implements AutoCloseable {
    private static final int ANSWER_SECONDS = 10;

    private final KafkaConnection kafka;
    private final String topic;
    private Producer<byte[], byte[]> producer;

    public CorrectionSender(KafkaConnection kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }

    /**
     * Sends one, and returns when Kafka has it.
     *
     * @param text what was judged
     */
    public synchronized Place send(Correction correction, String text) throws InterruptedException {
        if (producer == null) {
            kafka.createMissing(List.of(InputTopic.of(topic, 1)));
            producer = kafka.producer();
        }
        String key = correction.documentType() + "/" + correction.documentId();
        try {
            RecordMetadata sent =
                    producer.send(
                                    new ProducerRecord<>(
                                            topic,
                                            key.getBytes(StandardCharsets.UTF_8),
                                            CorrectionJson.write(correction, text)))
                            .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return new Place(sent.topic(), sent.partition(), sent.offset());
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "Kafka refused the correction: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "Kafka did not take the correction within " + ANSWER_SECONDS + " s.", e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(2));
        }
    }
}
