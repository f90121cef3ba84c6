package io.runnel.jobs.command.topics;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record as a few lines of text: an enriched record, a dead letter, or whatever it is. */
final class RecordText {
    private static final int MAX_VALUE_CHARS = 200;
    private static final int MAX_BINARY_BYTES = 16;

    private RecordText() {}

    static String of(ConsumerRecord<byte[], byte[]> record) {
        if (header(record, DeadLetterHeader.REASON).isPresent()) {
            return DeadLetterText.of(record);
        }
        return RecordJson.parse(record.value())
                .filter(EnrichedText::isEnriched)
                .map(enriched -> EnrichedText.of(enriched))
                .orElseGet(() -> plain(record));
    }

    /** The last header of this name, as text. */
    static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The start of a value on one line: text where it is UTF-8, hexadecimal where not. */
    static String startOf(byte[] value) {
        if (value == null) {
            return "(no value)";
        }
        return RecordJson.text(value)
                .map(text -> Wrapped.shorten(text, MAX_VALUE_CHARS))
                .orElseGet(() -> startOfBinary(value));
    }

    private static String startOfBinary(byte[] value) {
        int shown = Math.min(value.length, MAX_BINARY_BYTES);
        String printable =
                new String(
                                value,
                                0,
                                Math.min(value.length, MAX_VALUE_CHARS),
                                StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", "\uFFFD");
        return Wrapped.shorten(printable, MAX_VALUE_CHARS)
                + " ["
                + HexFormat.ofDelimiter(" ").formatHex(value, 0, shown)
                + (shown < value.length ? " …]" : "]");
    }

    private static String plain(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(place(record));
        if (record.key() != null) {
            text.append("  ").append(startOf(record.key()));
        }
        for (Header header : record.headers()) {
            text.append("\n  ").append(header.key()).append(": ").append(startOf(header.value()));
        }
        return text.append("\n  ").append(startOf(record.value())).append('\n').toString();
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** A scalar of an enriched record as text; empty where it is missing. */
    static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
