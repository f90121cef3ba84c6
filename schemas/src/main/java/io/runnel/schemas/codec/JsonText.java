package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Strict JSON (RFC 8259) to trees and back; the only place with Jackson's settings. */
final class JsonText {
    /**
     * Deepest nesting that is read; below Jackson's own limit, so that a document also fits inside
     * its enriched record.
     */
    static final int MAX_DEPTH = 500;

    private static final JsonMapper DOCUMENTS = mapper(MAX_DEPTH);
    private static final JsonMapper ENRICHED = mapper(MAX_DEPTH + 8);

    private JsonText() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonMapper mapper(int maxDepth) {
        StreamReadConstraints limits =
                StreamReadConstraints.builder().maxNestingDepth(maxDepth).build();
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** The one JSON object in this text, a document. */
    static ObjectNode parseDocument(String text) throws Refusal {
        return parseObject(DOCUMENTS, text);
    }

    /**
     * The one JSON object in this text, an enriched record: a little deeper than the document in
     * it.
     */
    static ObjectNode parseEnriched(String text) throws Refusal {
        return parseObject(ENRICHED, text);
    }

    private static ObjectNode parseObject(JsonMapper mapper, String text) throws Refusal {
        JsonNode node = parse(mapper, text);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(
                RejectReason.MALFORMED_BYTES,
                "expected one JSON object, found "
                        + FieldReader.describe(node)
                        + " at line 1, column 1. Write one document per record, as {\"id\": …}.");
    }

    /** The one JSON value in this text. */
    static JsonNode parseValue(String text) throws Refusal {
        return parse(DOCUMENTS, text);
    }

    /** A byte order mark before the value is skipped. */
    private static JsonNode parse(JsonMapper mapper, String text) throws Refusal {
        try (JsonParser parser =
                mapper.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            return parseOnly(mapper, parser);
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation(), e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed.", e);
        }
    }

    /** The value that is alone in the text. */
    private static JsonNode parseOnly(JsonMapper mapper, JsonParser parser)
            throws IOException, Refusal {
        JsonNode node;
        try {
            node = mapper.readTree(parser);
        } catch (NumberFormatException | ArithmeticException e) {
            // What Jackson lets through for numbers with an exponent beyond any machine's.
            throw malformed(parser.currentTokenLocation(), e.getMessage(), e);
        }
        if (node == null) {
            throw new Refusal(
                    RejectReason.MALFORMED_BYTES,
                    "expected one JSON object, found nothing at line 1, column 1. To delete a record, write a tombstone.");
        }
        if (parser.nextToken() != null) {
            throw malformed(
                    parser.currentTokenLocation(), "something follows the end of the object", null);
        }
        return node;
    }

    /** The tree on one line. Lone surrogates, which UTF-8 cannot say, are written as escapes. */
    static byte[] write(ObjectNode tree) {
        return escapeLoneSurrogates(writeValue(tree)).getBytes(UTF_8);
    }

    /** The value as JSON text on one line. */
    static String writeValue(JsonNode value) {
        try {
            return ENRICHED.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A JSON tree could not be written: it is nested too deeply.", e);
        }
    }

    private static Refusal malformed(JsonLocation location, String fault, Exception cause) {
        String where =
                location == null
                        ? ""
                        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new Refusal(
                RejectReason.MALFORMED_BYTES,
                "expected one JSON object, found a fault"
                        + where
                        + ": "
                        + fault
                        + ". Write one document per record.",
                cause);
    }

    /** The same with lone surrogates as escapes. */
    static String escapeLoneSurrogates(String json) {
        StringBuilder escaped = null;
        int copied = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(json.length() + 16);
            }
            escaped.append(json, copied, i).append("\\u%04x".formatted((int) c));
            copied = i + 1;
        }
        return escaped == null ? json : escaped.append(json, copied, json.length()).toString();
    }
}
