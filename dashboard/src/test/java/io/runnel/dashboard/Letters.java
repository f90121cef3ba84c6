package io.runnel.dashboard;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Dead letters of tickets, as the jobs write them. */
final class Letters {
    private Letters() {}

    /** One with the bytes <code>{letter N</code>. */
    static ProducerRecord<byte[], byte[]> letter(int number) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        "tickets-dlt", ("{letter " + number).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        DeadLetterHeader.TOPIC, "tickets",
                        DeadLetterHeader.PARTITION, "0",
                        DeadLetterHeader.OFFSET, Integer.toString(number),
                        DeadLetterHeader.REASON, "MALFORMED_BYTES")
                .forEach(
                        (name, value) ->
                                letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return letter;
    }

    /** Sends so many. */
    static void send(KafkaConnection kafka, int letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int letter = 0; letter < letters; letter++) {
                sent.add(producer.send(letter(letter)));
            }
            producer.flush();
        }
        if (!sent.stream().allMatch(Future::isDone)) {
            throw new IllegalStateException("The broker did not take every letter.");
        }
    }
}
