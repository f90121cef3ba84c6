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
     * @param text what the answer was about
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
                node.path("field").isTextual()
                        ? new Correction.Span(
                                node.get("field").asText(),
                                node.path("start").asInt(),
                                node.path("end").asInt())
                        : null,
                text(node, "note"));
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
