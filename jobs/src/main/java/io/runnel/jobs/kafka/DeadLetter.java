package io.runnel.jobs.kafka;

import io.runnel.jobs.EncodedRecord;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.privacy.RedactedReject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * How a reject is written: the original bytes, key and headers, and behind them the headers of
 * {@link DeadLetterHeader}. The record's own time is that of writing, so that retention counts from
 * the rejection; the original time is a header.
 *
 * <p>A dead letter always fits: where it would be larger than the limit, its value is cut to a
 * prefix first, then the original headers and at last the key are left out, and headers say so. The
 * source offset leads to the whole record for as long as the source topic keeps it.
 */
public final class DeadLetter {
    // All headers of an error together stay below 10,000 bytes, the least limit that options take.
    private static final int MAX_MESSAGE_LENGTH = 2_000;
    private static final int MAX_CLASS_NAME_LENGTH = 200;

    private DeadLetter() {}

    /**
     * The dead letter of this reject.
     *
     * @param maxBytes most bytes of the whole record, at least 10,000
     */
    public static EncodedRecord of(Reject reject, long maxBytes) {
        return fitting(reject, errorHeaders(reject, 0, 0), maxBytes);
    }

    /** The same, of a reject from which personal data was taken, in a job of this generation. */
    static EncodedRecord of(RedactedReject redacted, int generation, long maxBytes) {
        Reject reject = redacted.reject();
        return fitting(reject, errorHeaders(reject, redacted.pieces(), generation), maxBytes);
    }

    /**
     * The dead letter of a reject whose value must not leave; its size and place do. Its digest
     * does not: of a short value it can be tried out.
     *
     * @param value what the value was
     */
    static EncodedRecord withoutValue(
            RedactedReject redacted, int generation, byte[] value, long maxBytes) {
        List<Header> own = errorHeaders(redacted.reject(), redacted.pieces(), generation);
        own.add(text(DeadLetterHeader.VALUE_SIZE, value.length));
        return fitting(redacted.reject(), own, maxBytes);
    }

    private static EncodedRecord fitting(Reject reject, List<Header> own, long maxBytes) {
        Origin origin = reject.origin();
        List<Header> original =
                origin.headers().stream()
                        .filter(header -> !header.name().startsWith(DeadLetterHeader.PREFIX))
                        .toList();
        EncodedRecord whole = letter(origin.key(), original, own, origin.payload());
        if (whole.maxBytes() <= maxBytes) {
            return whole;
        }
        byte[] key = origin.key();
        if (origin.payload() != null) {
            own.addAll(digest(origin.payload()));
        }
        if (letter(key, original, own, null).maxBytes() > maxBytes) {
            own.add(text(DeadLetterHeader.HEADERS_DROPPED, original.size()));
            original = List.of();
        }
        if (letter(key, original, own, null).maxBytes() > maxBytes) {
            own.add(text(DeadLetterHeader.KEY_SIZE, key.length));
            key = null;
        }
        long room = maxBytes - letter(key, original, own, null).maxBytes();
        return letter(key, original, own, prefix(origin.payload(), room));
    }

    private static EncodedRecord letter(
            byte[] key, List<Header> original, List<Header> own, byte[] value) {
        List<Header> headers = new ArrayList<>(original);
        headers.addAll(own);
        return new EncodedRecord(key, headers, null, value);
    }

    private static List<Header> errorHeaders(Reject reject, int redacted, int generation) {
        Origin origin = reject.origin();
        List<Header> headers = new ArrayList<>();
        headers.add(text(DeadLetterHeader.TOPIC, origin.topic()));
        headers.add(text(DeadLetterHeader.PARTITION, origin.partition()));
        headers.add(text(DeadLetterHeader.OFFSET, origin.offset()));
        headers.add(text(DeadLetterHeader.TIMESTAMP, origin.timestamp()));
        headers.add(text(DeadLetterHeader.STAGE, reject.stage().label()));
        headers.add(text(DeadLetterHeader.REASON, reject.reason().name()));
        if (reject.exception() != null) {
            headers.add(
                    text(
                            DeadLetterHeader.EXCEPTION,
                            shortened(reject.exception(), MAX_CLASS_NAME_LENGTH)));
        }
        headers.add(
                text(DeadLetterHeader.MESSAGE, shortened(reject.message(), MAX_MESSAGE_LENGTH)));
        boolean retryable = reject.reason().retry() == RejectReason.Retry.USEFUL;
        headers.add(text(DeadLetterHeader.RETRYABLE, retryable));
        if (redacted > 0) {
            headers.add(text(DeadLetterHeader.REDACTED, redacted));
        }
        if (generation > 0) {
            headers.add(text(DeadLetterHeader.GENERATION, generation));
        }
        return headers;
    }

    private static List<Header> digest(byte[] payload) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(payload);
            return List.of(
                    text(DeadLetterHeader.VALUE_SIZE, payload.length),
                    text(DeadLetterHeader.VALUE_SHA256, HexFormat.of().formatHex(sha256)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one has not.", e);
        }
    }

    private static byte[] prefix(byte[] payload, long room) {
        return payload == null
                ? null
                : Arrays.copyOf(payload, (int) Math.max(0, Math.min(room, payload.length)));
    }

    private static String shortened(String message, int maxLength) {
        String text = String.valueOf(message);
        return text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
    }

    private static Header text(String name, Object value) {
        return new Header(name, value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
