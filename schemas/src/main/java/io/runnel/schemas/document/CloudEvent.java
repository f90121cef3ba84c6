package io.runnel.schemas.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * What the CloudEvents headers of a record say (binary mode of the Kafka binding); each part is
 * {@code null} where its header is missing or blank.
 *
 * @param id unique within its source only
 * @param time RFC 3339, as the producer wrote it
 */
public record CloudEvent(String id, String source, String type, String time) {
    /** The headers of a record; of several with one name, the last. */
    public static CloudEvent of(List<Header> headers) {
        return new CloudEvent(
                text(headers, "ce_id"),
                text(headers, "ce_source"),
                text(headers, "ce_type"),
                text(headers, "ce_time"));
    }

    private static String text(List<Header> headers, String name) {
        String text = null;
        for (Header header : headers) {
            if (header.name().equals(name) && header.value() != null) {
                text = new String(header.value(), UTF_8);
            }
        }
        return Text.saysSomething(text) ? text : null;
    }
}
