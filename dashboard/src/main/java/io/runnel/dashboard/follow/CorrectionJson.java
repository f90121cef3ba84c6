package io.runnel.dashboard.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Corrections as they stand in their topic: one JSON object each, described in docs/dashboard.md.
 * The record has the text that was judged, so that it can be learned from without the store.
 */
public final class CorrectionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CorrectionJson() {}

    /**
     * The record's value.
     *
     * @param text what the answer was about; of an entity the whole text of its field
     */
    public static byte[] write(Correction correction, String text) {
        ObjectNode node = JSON.createObjectNode();
        node.put("correction_id", correction.id());
        node.put("at", Instant.ofEpochMilli(correction.at()).toString());
        node.put("who", correction.who());
        node.put("document_type", correction.documentType());
        node.put("document_id", correction.documentId());
        node.put("task", correction.task());
        putText(node, "head", correction.head().head());
        putText(node, "model", correction.head().model());
        putText(node, "version", correction.head().version());
        node.set("given", tree(correction.given()));
        node.set("right", tree(correction.right()));
        node.put("agreed", correction.agreed());
        if (correction.span() != null) {
            node.put("field", correction.span().field());
            node.put("start", correction.span().start()).put("end", correction.span().end());
        }
        putText(node, "note", correction.note());
        node.put("text", text);
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void putText(ObjectNode node, String name, String text) {
        if (text != null) {
            node.put(name, text);
        }
    }

    /**
     * The correction in a record's value.
     *
     * @throws IllegalArgumentException if it is none, with what was expected
     */
    public static Correction read(Place place, byte[] value) {
        JsonNode node = value == null ? null : tree(new String(value, StandardCharsets.UTF_8));
        if (node == null || !node.isObject()) {
            throw new IllegalArgumentException("expected a JSON object with a correction");
        }
        for (String name :
                new String[] {"correction_id", "document_type", "document_id", "task", "at"}) {
            if (!node.path(name).isTextual()) {
                throw new IllegalArgumentException("expected a text in '" + name + "'");
            }
        }
        requireAnswer(node, "given");
        requireAnswer(node, "right");
        return new Correction(
                node.get("correction_id").asText(),
                place,
                time(node.get("at").asText()),
                node.path("who").asText(""),
                node.get("document_type").asText(),
                node.get("document_id").asText(),
                node.get("task").asText(),
                new Correction.JudgedHead(
                        text(node, "head"), text(node, "model"), text(node, "version")),
                node.path("given").toString(),
                node.path("right").toString(),
                node.path("agreed").asBoolean(),
                node.path("field").isTextual() ? span(node) : null,
                text(node, "note"));
    }

    /** An object with a text or {@code null} where the page shows one. */
    private static void requireAnswer(JsonNode node, String name) {
        JsonNode answer = node.path(name);
        boolean shown = answer.isObject();
        for (String part : new String[] {"label", "entity_group", "text"}) {
            JsonNode value = answer.path(part);
            shown &= value.isTextual() || value.isNull() || value.isMissingNode();
        }
        if (!shown) {
            throw new IllegalArgumentException(
                    "expected an object in '" + name + "', with a label or an entity_group");
        }
    }

    private static Correction.Span span(JsonNode node) {
        JsonNode start = node.path("start");
        JsonNode end = node.path("end");
        if (!start.isInt() || !end.isInt() || start.asInt() < 0 || start.asInt() >= end.asInt()) {
            throw new IllegalArgumentException("expected 'start' and 'end' beside 'field'");
        }
        return new Correction.Span(node.get("field").asText(), start.asInt(), end.asInt());
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.get(name).asText() : null;
    }

    private static long time(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("expected an ISO-8601 time in 'at'", e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected JSON: " + e.getOriginalMessage(), e);
        }
    }
}
