package io.runnel.jobs.command.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Tickets that can be told apart: each has a number in a header, which passes through to whatever
 * it becomes, and a text like no other, so none is answered from the cache. One of forty is
 * malformed. Equal keys are in one partition, in the order of their numbers.
 */
final class NumberedDocuments {
    /** The header with the number, in decimal digits. */
    static final String NUMBER = "runnel-verify-number";

    private static final int MALFORMED_EVERY = 40;
    private static final List<String> TEXTS =
            List.of(
                    "Order %d has not arrived, although the shop said Tuesday. Where is it?",
                    "I was charged twice for invoice %d. Please refund £25.99 to my card 💳.",
                    "Thank you, ticket %d is solved and the printer in Berlin works again!",
                    "Login number %d fails with error 503 since this morning. It is urgent.",
                    "Could you send contract %d to Maria Lopez at Northwind before Friday?",
                    "The app crashes on page %d. I am very disappointed with this update.",
                    "Please change the address of customer %d to 12 Rue de la Paix, Paris.",
                    "Delivery %d came in a damaged box; two of the five glasses are broken.");

    private final String topic;
    private final int keys;

    /**
     * @param keys how many different keys there are
     */
    NumberedDocuments(String topic, int keys) {
        this.topic = topic;
        this.keys = keys;
    }

    /** The document of a number. */
    ProducerRecord<byte[], byte[]> record(int number) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, utf8("customer-" + number % keys), value(number));
        record.headers().add(NUMBER, utf8(Integer.toString(number)));
        return record;
    }

    /** The number of the document that a record came from, unless it came from none of these. */
    static Optional<Integer> number(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(NUMBER);
        return header == null
                ? Optional.empty()
                : Optional.of(Integer.valueOf(new String(header.value(), StandardCharsets.UTF_8)));
    }

    private static byte[] value(int number) {
        String text = String.format(TEXTS.get(number % TEXTS.size()), number);
        String id = "verify-" + number;
        if (number % MALFORMED_EVERY != MALFORMED_EVERY - 1) {
            return utf8("{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
        }
        return switch (number / MALFORMED_EVERY % 5) {
            case 0 -> utf8("{\"id\":\"" + id + "\",\"text\":\"" + text);
            case 1 -> utf8("{\"text\":\"" + text + "\"}");
            case 2 -> utf8("{\"id\":\"" + id + "\",\"text\":[\"" + text + "\"]}");
            case 3 -> (id + " \u00ff " + text).getBytes(StandardCharsets.ISO_8859_1);
            default -> null;
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
