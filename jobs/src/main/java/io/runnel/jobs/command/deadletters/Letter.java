package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.schemas.document.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of a dead-letter topic, read by its headers. */
record Letter(ConsumerRecord<byte[], byte[]> record) {
    /** Where it lies. */
    LetterPlace place() {
        return new LetterPlace(record.partition(), record.offset());
    }

    /** Why it is there; {@code null} where another version of Runnel, or nobody, said so. */
    RejectReason reason() {
        String name = text(DeadLetterHeader.REASON).orElse("");
        for (RejectReason reason : RejectReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return null;
    }

    boolean retryable() {
        return text(DeadLetterHeader.RETRYABLE).filter("true"::equals).isPresent();
    }

    /** The topic that the original was read from, if the letter says so. */
    Optional<String> sourceTopic() {
        return text(DeadLetterHeader.TOPIC);
    }

    /** {@code tickets-0@12}. */
    String source() {
        return sourceTopic().orElse("?")
                + "-"
                + text(DeadLetterHeader.PARTITION).orElse("?")
                + "@"
                + text(DeadLetterHeader.OFFSET).orElse("?");
    }

    /** Whether a part of the original had to be left out: of its value, its headers or its key. */
    boolean isIncomplete() {
        return text(DeadLetterHeader.VALUE_SIZE).isPresent()
                || text(DeadLetterHeader.HEADERS_DROPPED).isPresent()
                || text(DeadLetterHeader.KEY_SIZE).isPresent();
    }

    /** The original, with this value, for this topic; Kafka sets the time. */
    ProducerRecord<byte[], byte[]> original(String topic, byte[] value) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(DeadLetterHeader.PREFIX)) {
                headers.add(header);
            }
        }
        return new ProducerRecord<>(topic, null, record.key(), value, headers);
    }

    /** The last header of this name. */
    Optional<String> text(String header) {
        Header found = record.headers().lastHeader(header);
        return found == null || found.value() == null
                ? Optional.empty()
                : Optional.of(new String(found.value(), StandardCharsets.UTF_8));
    }
}
