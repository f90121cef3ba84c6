package io.runnel.jobs.command.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as one line of JSON that a person can edit: {@code list --output json} writes it,
 * {@code replay --input} reads it.
 */
final class LetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of(
                    "at",
                    "replayed",
                    "reason",
                    "source",
                    "message",
                    "incomplete",
                    "key",
                    "headers",
                    "text",
                    "base64");

    private LetterJson() {}

    static String of(Letter letter, Replayed replayed) {
        ObjectNode line = JSON.createObjectNode().put("at", letter.place().toString());
        line.put("reason", letter.text(DeadLetterHeader.REASON).orElse(null));
        line.put("source", letter.source());
        line.put("message", letter.text(DeadLetterHeader.MESSAGE).orElse(null));
        line.put("replayed", replayed.contains(letter.place()));
        if (letter.isIncomplete()) {
            line.put("incomplete", true);
        }
        if (letter.record().key() != null) {
            line.put("key", lossy(letter.record().key()));
        }
        ObjectNode headers = JSON.createObjectNode();
        for (Header header : letter.record().headers()) {
            if (!header.key().startsWith(DeadLetterHeader.PREFIX) && header.value() != null) {
                headers.put(header.key(), lossy(header.value()));
            }
        }
        if (!headers.isEmpty()) {
            line.set("headers", headers);
        }
        byte[] value = letter.record().value();
        if (value != null) {
            text(value)
                    .ifPresentOrElse(
                            text -> line.put("text", text),
                            () -> line.put("base64", Base64.getEncoder().encodeToString(value)));
        }
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The repair on a line: where, and the bytes to send instead.
     *
     * @throws IllegalArgumentException if the line is none, with what was expected
     */
    static Repair parse(byte[] line) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
        }
        if (!row.isObject() || !row.path("at").isTextual()) {
            throw new IllegalArgumentException(
                    "it names no place; expected a line of 'dead-letters list --output json'.");
        }
        Set<String> unknown = new TreeSet<>();
        row.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("it has unknown fields " + unknown + ".");
        }
        return new Repair(LetterPlace.parse(row.path("at").asText()), value(row));
    }

    private static byte[] value(JsonNode row) {
        JsonNode text = row.path("text");
        JsonNode base64 = row.path("base64");
        if (text.isTextual() == base64.isTextual()) {
            throw new IllegalArgumentException(
                    "expected the repaired record as 'text' or as 'base64', found "
                            + (text.isTextual() ? "both." : "neither."));
        }
        return text.isTextual()
                ? text.asText().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(base64.asText());
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    private static String lossy(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
