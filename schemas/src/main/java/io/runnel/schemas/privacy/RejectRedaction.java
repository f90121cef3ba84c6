package io.runnel.schemas.privacy;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.privacy.RedactedReject.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes personal data out of rejects. A reject that was read by nobody is searched by form alone;
 * so where that is not enough (names are asked for, the bytes are no text, or escapes hide what
 * they say) its value is left out, and its place leads to the original.
 */
public final class RejectRedaction {
    /** What messages quote of a document. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    /** The form of a W3C {@code traceparent}, which has no room for anything but ids. */
    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final PrivacySettings settings;
    private final Redactor redactor;

    /**
     * @throws IllegalStateException if the key for hashing cannot be read
     */
    public RejectRedaction(PrivacySettings settings) {
        this.settings = settings;
        this.redactor = settings.redactor();
    }

    /** The same reject without personal data; the very same where nothing is asked for. */
    public RedactedReject redact(Reject reject) {
        if (settings.takeNothing()) {
            return new RedactedReject(reject, Value.KEPT, 0);
        }
        TextRedaction texts = new TextRedaction(settings, redactor, unread -> List.of());
        Origin origin = reject.origin();
        byte[] payload = origin.payload();
        Optional<byte[]> searched = payload == null ? Optional.empty() : value(payload, texts);
        Value value = payload != null && searched.isEmpty() ? Value.LEFT_OUT : Value.KEPT;
        Origin redacted =
                new Origin(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        origin.timestamp(),
                        identifier(origin.key(), texts),
                        headers(origin.headers(), texts),
                        searched.orElse(null));
        return new RedactedReject(
                new Reject(
                        redacted,
                        reject.stage(),
                        reject.reason(),
                        reject.exception(),
                        message(reject.message(), texts)),
                value,
                texts.pieces());
    }

    /**
     * The key of a record without personal data. Bytes that are no UTF-8 are searched one by one,
     * as letters of Latin 1, for what binary forms write as it is; where nothing is found, the same
     * bytes.
     */
    public static byte[] identifier(byte[] key, TextRedaction texts) {
        if (key == null) {
            return null;
        }
        Charset charset =
                text(key).isPresent() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(key, charset);
        String redacted = texts.redactIdentifier(text);
        return redacted.equals(text) ? key : redacted.getBytes(charset);
    }

    /** The fingerprint of the key for hashing, to be compared between machines; empty without. */
    public Optional<String> keyFingerprint() {
        return redactor.keyFingerprint();
    }

    /**
     * The headers of a record, each name and value as {@link #identifier} does it; a W3C trace
     * context stays, as one id in some thousands looks like a card number.
     */
    public static List<Header> headers(List<Header> headers, TextRedaction texts) {
        return headers.stream()
                .map(
                        header ->
                                isTrace(header)
                                        ? header
                                        : new Header(
                                                texts.redactIdentifier(header.name()),
                                                identifier(header.value(), texts)))
                .toList();
    }

    private static boolean isTrace(Header header) {
        return header.name().equals("traceparent")
                && header.value() != null
                && TRACE.matcher(new String(header.value(), StandardCharsets.ISO_8859_1)).matches();
    }

    private Optional<byte[]> value(byte[] payload, TextRedaction texts) {
        if (settings.kinds().contains(PersonalData.PERSON)) {
            return Optional.empty();
        }
        int before = texts.pieces();
        Optional<String> searched = text(payload).flatMap(text -> searched(text, texts));
        return texts.pieces() == before
                ? searched.map(same -> payload)
                : searched.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> searched(String text, TextRedaction texts) {
        Optional<String> json = texts.redactJson(text);
        if (json.isPresent()) {
            return json;
        }
        return text.contains("\\u") ? Optional.empty() : Optional.of(texts.redact(text));
    }

    /** What a message quotes is cut to a few letters, and half an address looks like none. */
    private String message(String message, TextRedaction texts) {
        if (message == null) {
            return null;
        }
        return texts.redact(QUOTED.matcher(message).replaceAll("\"…\""));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
