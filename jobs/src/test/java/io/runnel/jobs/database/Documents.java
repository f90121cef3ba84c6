package io.runnel.jobs.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Enriched records as they stand in a topic, and how they come into a database. */
final class Documents {
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Documents() {}

    /** Where a record came from. */
    record Place(String topic, int partition, long offset, Instant time) {
        Place at(String later, long laterOffset) {
            return new Place(topic, partition, laterOffset, Instant.parse(later));
        }
    }

    static final Place NOON = new Place("tickets", 3, 7, Instant.parse("2026-03-02T12:00:00Z"));

    static Enriched ticket(String id, Place place, int generation, String label) {
        return ticket(id, place, generation, label, "My card does not work in Paris.");
    }

    /** With one entity and one sentence. */
    static Enriched ticket(String id, Place place, int generation, String label, String text) {
        return enriched(
                """
                {"document_id": %1$s, "document_type": "ticket", "source": %2$s, "generation": %3$d,
                 "classification": {"label": "%4$s", "score": 0.75, "scores": [
                   {"label": "%4$s", "score": 0.75}, {"label": "other", "score": 0.2},
                   {"label": "rare", "score": 0.05}]},
                 "sentiment_detail": {"label": "negative", "score": 0.9, "scores": [
                   {"label": "negative", "score": 0.9}]},
                 "entities": [{"field": "text", "entity_group": "place", "word": "paris", "text": "Paris",
                   "score": 0.99, "start": 25, "end": 30}],
                 "summary": {"summary_text": %5$s, "method": "extractive", "sentences": [
                   {"field": "text", "text": %5$s, "score": 0.8, "start": 0, "end": 31}]},
                 "provenance": [%6$s], "processing": %7$s,
                 "document": {"id": %1$s, "channel": "mail", "text": %5$s}}
                """
                        .formatted(
                                json(id),
                                source(place),
                                generation,
                                label,
                                json(text),
                                provenance(generation),
                                PROCESSING));
    }

    static Enriched invoice(String id, Place place, String vendor, String total) {
        return enriched(
                """
                {"document_id": %1$s, "document_type": "invoice", "source": %2$s,
                 "classification": {"label": "tools", "score": 0.9, "scores": [{"label": "tools", "score": 0.9}],
                   "items": [{"field": "line_items[0].description", "label": "tools", "score": 0.9},
                     {"field": "line_items[1].description", "label": "freight", "score": 0.6}]},
                 "sentiment_detail": {"label": "neutral", "score": 0.9, "scores": [
                   {"label": "neutral", "score": 0.9}]},
                 "entities": [], "summary": {"summary_text": "A bill.", "method": "fields", "sentences": []},
                 "provenance": [%5$s], "processing": %6$s,
                 "document": {"id": %1$s, "vendor": %3$s, "total": %4$s, "currency": "EUR", "line_items": [
                   {"description": "Drill", "amount": "480"}, {"description": "Delivery", "amount": "60.50"}]}}
                """
                        .formatted(
                                json(id),
                                source(place),
                                json(vendor),
                                json(total),
                                provenance(0),
                                PROCESSING));
    }

    /** Writes it as the sink does. */
    static void put(TestPostgres postgres, Enriched enriched) throws SQLException {
        try (Connection connection = postgres.connect()) {
            put(connection, enriched);
        }
    }

    static void put(Connection connection, Enriched enriched) throws SQLException {
        call(connection, "runnel.put_document", DocumentRow.of(enriched));
    }

    static void call(Connection connection, String procedure, Row row) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("CALL " + procedure + "(?)")) {
            statement.setString(1, row.json());
            statement.addBatch();
            statement.executeBatch();
        }
    }

    private static final String PROCESSING =
            """
            {"chunks": 1, "tokens": 12, "truncated": false, "cache_hit": false, "tokenize_ms": 0.1,
             "queue_ms": 1.5, "model_ms": 2.5, "total_ms": 5}""";

    private static String provenance(int version) {
        return """
               {"task": "classification", "head": "ticket-queue", "model": "runnel-base",
                "version": "%d", "digest": "abc", "precision": "int8", "status": "answered"},
               {"task": "sentiment", "head": "sentiment", "model": "runnel-base",
                "version": "%d", "digest": "abc", "precision": "int8", "status": "answered"}"""
                .formatted(version, version);
    }

    private static String source(Place place) {
        return "{\"topic\": \"%s\", \"partition\": %d, \"offset\": %d, \"timestamp\": %d}"
                .formatted(
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        place.time().toEpochMilli());
    }

    private static String json(String text) {
        try {
            // Halves of surrogate pairs are no UTF-8, but can be written as escapes.
            return ASCII.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Enriched enriched(String json) {
        return new JsonEnrichedCodec().decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
