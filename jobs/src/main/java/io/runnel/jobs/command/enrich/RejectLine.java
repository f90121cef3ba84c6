package io.runnel.jobs.command.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Reject;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A reject of a bounded run as one line of JSON: {@code line} (from 1), {@code reason}, {@code
 * stage}, {@code message}, {@code exception} where there was one, and the line itself as {@code
 * text}, as {@code base64} where it is not UTF-8, or not at all where it may hold personal data.
 */
final class RejectLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RejectLine() {}

    static byte[] of(Reject reject) {
        ObjectNode line =
                JSON.createObjectNode()
                        .put("line", reject.origin().offset() + 1)
                        .put("reason", reject.reason().name())
                        .put("stage", reject.stage().label())
                        .put("message", reject.message());
        if (reject.exception() != null) {
            line.put("exception", reject.exception());
        }
        byte[] payload = reject.origin().payload();
        if (payload == null) {
            return bytes(line);
        }
        try {
            line.put(
                    "text",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException noText) {
            line.put("base64", Base64.getEncoder().encodeToString(payload));
        }
        return bytes(line);
    }

    private static byte[] bytes(ObjectNode line) {
        try {
            return JSON.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
