package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.DeliverySettings;
import io.runnel.jobs.options.Guarantee;
import io.runnel.jobs.options.KafkaClient;
import io.runnel.jobs.options.TopicSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TopicSinkTest {
    @Test
    void hasRoomForTheLargestRecord() {
        assertThat(producer(1 << 30, Map.of()))
                .containsEntry("max.request.size", "1073741824")
                .containsEntry("buffer.memory", "1073741824");
    }

    @Test
    void keepsKafkasOwnLimitsForSmallerRecords() {
        assertThat(producer(20_000, Map.of()))
                .containsEntry("max.request.size", "1048576")
                .containsEntry("buffer.memory", "33554432");
    }

    @Test
    void takesTheBufferThatTheJobGives() {
        assertThat(producer(20_000, Map.of("buffer.memory", "90000000")))
                .containsEntry("buffer.memory", "90000000");
    }

    private static Properties producer(int maxRecordBytes, Map<String, String> properties) {
        return new TopicSink(
                        new KafkaClient("localhost:9092", properties),
                        new TopicSettings("tickets-enriched", maxRecordBytes),
                        new DeliverySettings(
                                Guarantee.AT_LEAST_ONCE,
                                null,
                                Duration.ofMinutes(15),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10)),
                        "ticket-enriched")
                .producer();
    }
}
