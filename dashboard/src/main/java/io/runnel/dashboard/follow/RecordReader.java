package io.runnel.dashboard.follow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IncomingReject;
import io.runnel.dashboard.store.Place;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.kafka.RecordOrigin;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.ConfluentAvroEnrichedReader;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records become rows; one that cannot be read is counted and shown, and never stops the rest. */
final class RecordReader {
    private static final int MOST_PROBLEM_CHARS = 500;
    private static final int MOST_SOURCES = 1_000;
    private static final int LONGEST_TOPIC = 249;
    private static final int FIRST_OF_JSON = '{';

    private final FollowedTopics topics;
    private final JsonEnrichedCodec json = new JsonEnrichedCodec();
    private final AvroEnrichedCodec avro = new AvroEnrichedCodec();

    /** {@code null} if no registry is named. */
    private final ConfluentAvroEnrichedReader registry;

    private final Map<String, String> typeBySource = new HashMap<>();

    RecordReader(FollowedTopics topics) {
        this.topics = topics;
        this.registry =
                topics.registry() == null
                        ? null
                        : new ConfluentAvroEnrichedReader(
                                new AskedSchemas(
                                        new SchemaRegistry(topics.registry())::find,
                                        AskedSchemas.MOMENT));
    }

    /** The record cannot be read before the schema registry answers; the message says why. */
    static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet(IllegalStateException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Adds what this record says to the batch.
     *
     * @throws NotYet if that cannot be told now; then the batch is as it was
     */
    void read(ConsumerRecord<byte[], byte[]> record, Batch batch) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        try {
            switch (topics.kind(record.topic())) {
                case ENRICHED -> batch.add(document(place, record));
                case DEAD_LETTERS -> batch.add(reject(place, record));
                case CORRECTIONS -> batch.add(CorrectionJson.read(place, record.value()));
                case INPUT ->
                        throw new IllegalArgumentException("nobody follows this topic's records");
            }
        } catch (IllegalArgumentException e) {
            batch.add(new Batch.Undecoded(place, record.timestamp(), shortened(e.getMessage())));
        }
    }

    private static String shortened(String problem) {
        String text = String.valueOf(problem);
        return text.length() <= MOST_PROBLEM_CHARS
                ? text
                : text.substring(0, MOST_PROBLEM_CHARS) + "…";
    }

    private IncomingDocument document(Place place, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw new IllegalArgumentException("expected an enriched record, found no value");
        }
        boolean isJson = value[0] == FIRST_OF_JSON;
        Enriched enriched = isJson ? json.decode(value) : avro(record);
        learn(enriched.document().origin().topic(), enriched.document().type().label());
        byte[] asJson = isJson ? value : json.encode(enriched);
        return new IncomingDocument(
                place, record.timestamp(), enriched, new String(asJson, StandardCharsets.UTF_8));
    }

    /** What anybody may write into a record is not kept without end. */
    private void learn(String source, String type) {
        if (typeBySource.size() < MOST_SOURCES
                && source != null
                && source.length() <= LONGEST_TOPIC) {
            typeBySource.putIfAbsent(source, type);
        }
    }

    private Enriched avro(ConsumerRecord<byte[], byte[]> record) {
        List<io.runnel.schemas.document.Header> headers = RecordOrigin.of(record).headers();
        if (!ConfluentAvroEnrichedReader.isNamed(record.value(), headers)) {
            return avro.decode(record.value());
        }
        if (registry == null) {
            throw new IllegalArgumentException(
                    "Its schema is in a schema registry, and none is named. Start the dashboard"
                            + " with --registry and another folder in --data.");
        }
        try {
            return registry.decode(record.value(), headers);
        } catch (IllegalStateException e) {
            throw new NotYet(e);
        }
    }

    private IncomingReject reject(Place place, ConsumerRecord<byte[], byte[]> record) {
        String source = text(record, DeadLetterHeader.TOPIC);
        String reason = text(record, DeadLetterHeader.REASON);
        return new IncomingReject(
                place,
                record.timestamp(),
                type(place.topic(), source),
                new IncomingReject.Facts(
                        reason == null ? "UNKNOWN" : reason,
                        text(record, DeadLetterHeader.STAGE),
                        text(record, DeadLetterHeader.MESSAGE),
                        source,
                        partition(number(record, DeadLetterHeader.PARTITION)),
                        number(record, DeadLetterHeader.OFFSET),
                        "true".equals(text(record, DeadLetterHeader.RETRYABLE)),
                        headers(record)),
                new IncomingReject.Original(record.key(), record.value()));
    }

    private String type(String topic, String source) {
        String known = source == null ? null : typeBySource.get(source);
        return known != null
                ? known
                : FollowedTopics.type(topic).map(DocumentType::label).orElse(null);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Long number(ConsumerRecord<byte[], byte[]> record, String name) {
        try {
            String text = text(record, name);
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Integer partition(Long number) {
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    /** All headers; values that are no UTF-8 in base64. */
    private static String headers(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            if (value == null) {
                headers.putNull(header.key());
                continue;
            }
            String text = new String(value, StandardCharsets.UTF_8);
            boolean readable = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value);
            headers.put(
                    header.key(),
                    readable ? text : "base64:" + Base64.getEncoder().encodeToString(value));
        }
        return headers.toString();
    }
}
