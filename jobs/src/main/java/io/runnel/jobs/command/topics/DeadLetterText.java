package io.runnel.jobs.command.topics;

import static io.runnel.jobs.command.topics.RecordText.header;

import io.runnel.jobs.kafka.DeadLetterHeader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter in a few lines: why, where from, and how its bytes begin. */
public final class DeadLetterText {
    private DeadLetterText() {}

    /** A block of lines that ends with an empty one. */
    public static String of(ConsumerRecord<byte[], byte[]> letter) {
        String key = letter.key() == null ? "no key" : RecordText.startOf(letter.key());
        return String.join(
                                "\n",
                                header(letter, DeadLetterHeader.REASON).orElse("?")
                                        + "  "
                                        + source(letter)
                                        + "  "
                                        + key
                                        + retryable(letter)
                                        + "  ["
                                        + letter.partition()
                                        + "@"
                                        + letter.offset()
                                        + "]",
                                Wrapped.paragraph("  message  ", message(letter)),
                                Wrapped.paragraph(
                                        "  bytes    ", RecordText.startOf(letter.value())),
                                truncation(letter))
                        .stripTrailing()
                + "\n";
    }

    /** Topic, partition and offset of the original record: {@code tickets-0@12}. */
    public static String source(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetterHeader.TOPIC).orElse("?")
                + "-"
                + header(letter, DeadLetterHeader.PARTITION).orElse("?")
                + "@"
                + header(letter, DeadLetterHeader.OFFSET).orElse("?");
    }

    /** The message without the reason and place at its start, which stand above it. */
    private static String message(ConsumerRecord<byte[], byte[]> letter) {
        String message = header(letter, DeadLetterHeader.MESSAGE).orElse("");
        String known =
                header(letter, DeadLetterHeader.REASON).orElse("?") + " " + source(letter) + ": ";
        return message.startsWith(known) ? message.substring(known.length()) : message;
    }

    private static String retryable(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetterHeader.RETRYABLE).filter("true"::equals).isPresent()
                ? "  (may succeed later)"
                : "";
    }

    private static String truncation(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetterHeader.VALUE_SIZE)
                .map(
                        size ->
                                String.format(
                                        "  cut      only the first %,d of %s bytes are here; the"
                                                + " rest is at %s",
                                        letter.value() == null ? 0 : letter.value().length,
                                        size,
                                        source(letter)))
                .orElse("");
    }
}
