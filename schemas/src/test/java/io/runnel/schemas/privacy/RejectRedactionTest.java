package io.runnel.schemas.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.privacy.RedactedReject.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RejectRedactionTest {
    private static final Set<PersonalData> BY_FORM =
            EnumSet.complementOf(EnumSet.of(PersonalData.PERSON));

    private final RejectRedaction redaction = of(BY_FORM);

    @Test
    void takesDataOutOfValueKeyHeadersAndMessage() {
        RedactedReject redacted =
                redaction.redact(
                        reject(
                                "anna@example.com",
                                "{\"id\":[],\"text\":\"I am anna@example.com\"}".getBytes(UTF_8),
                                "found text \"anna@example.com\""));

        assertThat(redacted.value()).isEqualTo(Value.KEPT);
        assertThat(redacted.pieces()).isEqualTo(3);
        assertThat(value(redacted)).isEqualTo("{\"id\":[],\"text\":\"I am [email]\"}");
        assertThat(redacted.reject().origin().key()).asString(UTF_8).isEqualTo("[email]");
        assertThat(redacted.reject().origin().headers())
                .containsExactly(
                        new Header("reply-to", "[email]".getBytes(UTF_8)),
                        new Header("none", null));
        assertThat(redacted.reject().message()).isEqualTo("found text \"…\"");
        assertThat(redacted.reject().origin().place()).isEqualTo("tickets-3@7");
    }

    @Test
    void findsWhatEscapesHide() {
        byte[] value = "{\"text\":\"anna\\u0040example.com\"}".getBytes(UTF_8);

        assertThat(value(redaction.redact(reject(null, value, "m"))))
                .isEqualTo("{\"text\":\"[email]\"}");
    }

    @Test
    void searchesBytesThatAreNoJsonAsText() {
        byte[] value = "{\"text\":\"anna@example.com".getBytes(UTF_8);

        assertThat(value(redaction.redact(reject(null, value, "m"))))
                .isEqualTo("{\"text\":\"[email]");
    }

    @Test
    void leavesOutAValueThatItCannotSearch() {
        for (byte[] value :
                List.of(
                        "anna@example.com \u00ff".getBytes(ISO_8859_1),
                        "{\"text\":\"anna\\u0040example.com".getBytes(UTF_8))) {
            RedactedReject redacted = redaction.redact(reject("k", value, "m"));

            assertThat(redacted.value()).isEqualTo(Value.LEFT_OUT);
            assertThat(redacted.reject().origin().payload()).isNull();
        }
    }

    @Test
    void leavesOutValuesAndQuotesWhereNamesAreAskedForAndNobodyHasLookedForThem() {
        RedactedReject redacted =
                of(EnumSet.of(PersonalData.PERSON))
                        .redact(
                                reject(
                                        "k",
                                        "{\"text\":\"Anna Smith\"}".getBytes(UTF_8),
                                        "expected an array, found text \"Anna Smith\"."));

        assertThat(redacted.value()).isEqualTo(Value.LEFT_OUT);
        assertThat(redacted.reject().message()).isEqualTo("expected an array, found text \"…\".");
    }

    @Test
    void keepsATombstoneAndKeysThatAreNoText() {
        byte[] binary = {(byte) 0xff, 0, 1};
        Origin origin = new Origin("tickets", 3, 7, 1, binary, List.of(), null);
        Reject tombstone = new Reject(origin, Stage.DECODE, RejectReason.TOMBSTONE, null, "m");

        RedactedReject redacted = redaction.redact(tombstone);

        assertThat(redacted.value()).isEqualTo(Value.KEPT);
        assertThat(redacted.reject().origin().payload()).isNull();
        assertThat(redacted.reject().origin().key()).isEqualTo(binary);
    }

    @Test
    void changesNothingWhereNothingIsAskedFor() {
        Reject reject = reject("anna@example.com", "anna@example.com".getBytes(UTF_8), "m");

        assertThat(new RejectRedaction(PrivacySettings.none()).redact(reject).reject())
                .isSameAs(reject);
    }

    @Test
    void searchesKeysThatAreNoText() {
        byte[] avro = "\u00ff\u0000anna@example.com\u0002".getBytes(ISO_8859_1);
        Origin origin = new Origin("tickets", 3, 7, 1, avro, List.of(), null);
        Reject reject = new Reject(origin, Stage.DECODE, RejectReason.TOMBSTONE, null, "m");

        assertThat(redaction.redact(reject).reject().origin().key())
                .asString(ISO_8859_1)
                .isEqualTo("\u00ff\u0000[email]\u0002");
    }

    @Test
    void leavesATraceContextThatLooksLikeACardNumberAlone() {
        byte[] trace = "00-052d24ba505968d423ac44ea8a7326e0-fb4417619660105b-01".getBytes(UTF_8);
        List<Header> headers =
                List.of(new Header("traceparent", trace), new Header("session", trace));
        TextRedaction texts =
                new TextRedaction(
                        new PrivacySettings(BY_FORM, Redactor.Mode.MASK, null),
                        Redactor.masking(),
                        unread -> List.of());

        List<Header> redacted = RejectRedaction.headers(headers, texts);

        assertThat(redacted.get(0).value()).isEqualTo(trace);
        assertThat(redacted.get(1).value()).asString(UTF_8).contains("[card]");
    }

    @Test
    void searchesTheNamesOfHeaders() {
        List<Header> headers = List.of(new Header("cc:anna@example.com", null));
        Origin origin = new Origin("tickets", 3, 7, 1, null, headers, null);
        Reject reject = new Reject(origin, Stage.DECODE, RejectReason.TOMBSTONE, null, "m");

        assertThat(redaction.redact(reject).reject().origin().headers())
                .containsExactly(new Header("cc:[email]", null));
    }

    @Test
    void keepsTheVeryBytesInWhichNothingIsFound() {
        byte[] value = "{ \"id\" : [] , \"a\": 1.0e3}".getBytes(UTF_8);

        assertThat(redaction.redact(reject(null, value, "m")).reject().origin().payload())
                .isSameAs(value);
    }

    @Test
    void takesNoIdForAPhoneOrANationalNumber() {
        byte[] value = "{\"id\":111222333,\"phone\":\"+49 30 901820\"}".getBytes(UTF_8);

        RedactedReject redacted = redaction.redact(reject("111222333", value, "m"));
        RedactedReject called = redaction.redact(reject("+4930901820", value, "m"));

        assertThat(value(redacted)).isEqualTo("{\"id\":111222333,\"phone\":\"[phone]\"}");
        assertThat(redacted.reject().origin().key()).asString(UTF_8).isEqualTo("111222333");
        assertThat(called.reject().origin().key()).asString(UTF_8).isEqualTo("[phone]");
    }

    private static RejectRedaction of(Set<PersonalData> kinds) {
        return new RejectRedaction(new PrivacySettings(kinds, Redactor.Mode.MASK, null));
    }

    private static String value(RedactedReject redacted) {
        return new String(redacted.reject().origin().payload(), UTF_8);
    }

    private static Reject reject(String key, byte[] value, String message) {
        Origin origin =
                new Origin(
                        "tickets",
                        3,
                        7,
                        1,
                        key == null ? null : key.getBytes(UTF_8),
                        List.of(
                                new Header("reply-to", "bob@example.com".getBytes(UTF_8)),
                                new Header("none", null)),
                        value);
        return new Reject(origin, Stage.DECODE, RejectReason.WRONG_TYPE, null, message);
    }
}
