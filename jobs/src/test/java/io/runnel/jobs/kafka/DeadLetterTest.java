package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.EncodedRecord;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.privacy.RedactedReject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final int LIMIT = 20_000;

    @Test
    void keepsTheRecordAndSaysWhatHappened() {
        EncodedRecord letter =
                DeadLetter.of(
                        reject("key", List.of(new Header("trace", bytes("1"))), bytes("{")), LIMIT);

        assertThat(letter.key()).asString(UTF_8).isEqualTo("key");
        assertThat(letter.value()).asString(UTF_8).isEqualTo("{");
        assertThat(letter.timestamp()).isNull();
        assertThat(headers(letter))
                .isEqualTo(
                        Map.of(
                                "trace", "1",
                                "__runnel.errors.topic", "tickets",
                                "__runnel.errors.partition", "3",
                                "__runnel.errors.offset", "88231",
                                "__runnel.errors.timestamp", "1700000000000",
                                "__runnel.errors.stage", "decode",
                                "__runnel.errors.reason", "MALFORMED_BYTES",
                                "__runnel.errors.exception", "java.io.EOFException",
                                "__runnel.errors.message", "expected an object",
                                "__runnel.errors.retryable", "false"));
    }

    @Test
    void saysThatATimeoutMayBeRetried() {
        Reject timedOut =
                new Reject(
                        origin(null, List.of(), bytes("{}")),
                        Stage.INFERENCE,
                        RejectReason.TIMED_OUT,
                        null,
                        "too slow");

        assertThat(headers(DeadLetter.of(timedOut, LIMIT)))
                .containsEntry("__runnel.errors.retryable", "true")
                .containsEntry("__runnel.errors.stage", "inference")
                .doesNotContainKey("__runnel.errors.exception");
    }

    @Test
    void forgetsWhatAnEarlierErrorSaid() {
        EncodedRecord letter =
                DeadLetter.of(
                        reject(
                                "key",
                                List.of(
                                        new Header("__runnel.errors.reason", bytes("NO_TEXT")),
                                        new Header("__runnel.errors.value.size", bytes("9")),
                                        new Header("trace", null)),
                                bytes("{")),
                        LIMIT);

        assertThat(letter.headers())
                .filteredOn(header -> header.name().equals("__runnel.errors.reason"))
                .singleElement()
                .satisfies(
                        header ->
                                assertThat(header.value())
                                        .asString(UTF_8)
                                        .isEqualTo("MALFORMED_BYTES"));
        assertThat(letter.headers())
                .extracting(Header::name)
                .doesNotContain("__runnel.errors.value.size")
                .contains("trace");
    }

    @Test
    void keepsATombstoneATombstone() {
        assertThat(DeadLetter.of(reject("key", List.of(), null), LIMIT).value()).isNull();
    }

    @Test
    void cutsAValueThatDoesNotFitAndSaysHowLongItWas() {
        byte[] value = "ab".repeat(50_000).getBytes(UTF_8);

        EncodedRecord letter = DeadLetter.of(reject("key", List.of(), value), LIMIT);

        assertThat(letter.maxBytes()).isEqualTo(LIMIT);
        assertThat(new String(value, UTF_8)).startsWith(new String(letter.value(), UTF_8));
        assertThat(letter.key()).isNotNull();
        assertThat(headers(letter))
                .containsEntry("__runnel.errors.value.size", "100000")
                .containsEntry(
                        "__runnel.errors.value.sha256",
                        "643d95042977052bc8001c8b101b00408fa877743828be13365168180fe8b68c");
    }

    @Test
    void saysWhichEnrichmentFailedUnlessItWasTheFirst() {
        RedactedReject reject =
                new RedactedReject(
                        reject("key", List.of(), bytes("{")), RedactedReject.Value.KEPT, 0);

        assertThat(headers(DeadLetter.of(reject, 3, LIMIT)))
                .containsEntry("__runnel.errors.generation", "3");
        assertThat(headers(DeadLetter.of(reject, 0, LIMIT)))
                .doesNotContainKey("__runnel.errors.generation");
    }

    @Test
    void leavesHeadersAndKeyOutOnlyIfNothingElseHelps() {
        List<Header> large = List.of(new Header("a", new byte[LIMIT]), new Header("b", null));

        EncodedRecord withoutHeaders = DeadLetter.of(reject("key", large, bytes("{")), LIMIT);
        EncodedRecord withoutKey =
                DeadLetter.of(reject("k".repeat(LIMIT), large, bytes("{")), LIMIT);

        assertThat(headers(withoutHeaders)).containsEntry("__runnel.errors.headers.dropped", "2");
        assertThat(withoutHeaders.key()).asString(UTF_8).isEqualTo("key");
        assertThat(withoutHeaders.value()).asString(UTF_8).isEqualTo("{");
        assertThat(withoutKey.key()).isNull();
        assertThat(headers(withoutKey)).containsEntry("__runnel.errors.key.size", "20000");
        assertThat(withoutKey.maxBytes()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void fitsTheLeastLimitWhateverItsMessageSays() {
        Reject reject =
                new Reject(
                        origin("k".repeat(50_000), List.of(), bytes("{")),
                        Stage.DECODE,
                        RejectReason.WRONG_TYPE,
                        "x.".repeat(9_000),
                        "\u6f22".repeat(9_000));

        assertThat(DeadLetter.of(reject, 10_000).maxBytes()).isLessThanOrEqualTo(10_000);
    }

    private static Reject reject(String key, List<Header> headers, byte[] value) {
        return new Reject(
                origin(key, headers, value),
                Stage.DECODE,
                RejectReason.MALFORMED_BYTES,
                "java.io.EOFException",
                "expected an object");
    }

    private static Origin origin(String key, List<Header> headers, byte[] value) {
        return new Origin(
                "tickets",
                3,
                88_231,
                1_700_000_000_000L,
                key == null ? null : bytes(key),
                headers,
                value);
    }

    private static Map<String, String> headers(EncodedRecord letter) {
        return letter.headers().stream()
                .filter(header -> header.value() != null)
                .collect(
                        Collectors.toMap(
                                Header::name, header -> new String(header.value(), UTF_8)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
