package io.runnel.jobs.command.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as one line of JSON: topic, partition, offset, timestamp, key, headers, value. A value
 * that is JSON stands as such, other text as a string, other bytes as {@code {"base64": …}}; a
 * header that occurs twice keeps its last value, as in Kafka's {@code lastHeader}.
 */
final class RecordJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private RecordJson() {}

    static String of(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("topic", record.topic())
                        .put("partition", record.partition())
                        .put("offset", record.offset())
                        .put("timestamp", record.timestamp());
        node.set("key", textOrBytes(record.key()));
        ObjectNode headers = node.putObject("headers");
        for (Header header : record.headers()) {
            headers.set(header.key(), textOrBytes(header.value()));
        }
        node.set("value", parse(record.value()).orElseGet(() -> textOrBytes(record.value())));
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON object in these bytes, if that is what they are. */
    static Optional<JsonNode> parse(byte[] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** The text in these bytes, if they are UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    private static JsonNode textOrBytes(byte[] bytes) {
        if (bytes == null) {
            return JSON.nullNode();
        }
        return text(bytes)
                .<JsonNode>map(JSON.getNodeFactory()::textNode)
                .orElseGet(
                        () ->
                                JSON.createObjectNode()
                                        .put("base64", Base64.getEncoder().encodeToString(bytes)));
    }
}
