package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void refusesATombstone(DocumentType type) {
        Reject reject = refused(JsonDocumentCodec.of(type), (byte[]) null);

        assertThat(reject.reason()).isEqualTo(RejectReason.TOMBSTONE);
        assertThat(reject.stage()).isEqualTo(Stage.DECODE);
        assertThat(reject.message()).startsWith("TOMBSTONE tickets-3@88231: ");
        assertThat(refused(AvroDocumentCodec.of(type), (byte[]) null).reason())
                .isEqualTo(RejectReason.TOMBSTONE);
    }

    @Test
    void saysWhereBytesStopBeingUtf8() {
        byte[] bytes = {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};

        Reject reject = refused(JsonDocumentCodec.tickets(), bytes);

        assertThat(reject.reason()).isEqualTo(RejectReason.NOT_UTF8);
        assertThat(reject.message()).contains("found byte 0xc3 at position 7");
        assertThat(reject.origin().payload()).isSameAs(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                              | found nothing at line 1, column 1
                    '   '                           | found nothing at line 1
                    not json                        | at line 1, column
                    []                              | found an array
                    null                            | found null
                    17                              | found number 17
                    "text"                          | found text "text"
                    {"id": "1", "text": "a"} x      | at line 1, column 26
                    {"id": "1", "text": "a"}{}      | at line 1
                    {"id": "1", "te                 | at line 1
                    {"id": "1", "id": "2"}          | 'id'
                    {"id": "1", "text": 'a'}        | at line 1, column 21
                    {"id": "1", "text": NaN}        | at line 1
                    """)
    void saysWhereBytesStopBeingOneJsonObject(String payload, String said) {
        Reject reject = refused(JsonDocumentCodec.tickets(), payload);

        assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(reject.message()).contains(said);
    }

    @Test
    void namesTheLineOfAFault() {
        Reject reject =
                refused(JsonDocumentCodec.tickets(), "{\n  \"id\": \"1\",\n  \"text\": oops\n}");

        assertThat(reject.message()).contains("at line 3, column ");
        assertThat(reject.exception()).startsWith("com.fasterxml.jackson.core.");
    }

    @Test
    void refusesNestingThatCouldNotBeWrittenAgain() {
        String deep = "[".repeat(JsonText.MAX_DEPTH) + "]".repeat(JsonText.MAX_DEPTH);

        Reject reject =
                refused(
                        JsonDocumentCodec.tickets(),
                        "{\"id\":\"1\",\"text\":\"a\",\"deep\":" + deep + "}");

        assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(reject.message()).contains("nesting depth");
    }

    @Test
    void refusesANumberOfThousandsOfDigits() {
        Reject reject =
                refused(
                        JsonDocumentCodec.tickets(),
                        "{\"id\":\"1\",\"text\":\"a\",\"n\":" + "9".repeat(5_000) + "}");

        assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"a\"}",
                "{\"id\": null, \"text\": \"a\"}",
                "{\"id\": \" \\t\", \"text\": \"a\"}"
            })
    void refusesADocumentWithoutId(String payload) {
        Reject reject = refused(JsonDocumentCodec.tickets(), payload);

        assertThat(reject.reason()).isEqualTo(RejectReason.MISSING_ID);
        assertThat(reject.message()).contains("'id'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TICKET     | {"id": true, "text": "a"}                       | expected text or an integer in 'id', found true
                    TICKET     | {"id": 1.5, "text": "a"}                        | in 'id', found number 1.5
                    TICKET     | {"id": "1", "text": 7}                          | expected text in 'text', found number 7
                    TICKET     | {"id": "1", "title": {}, "text": "a"}           | expected text in 'title', found an object
                    TICKET     | {"id": "1", "text": "a", "priority": false}     | expected text or a number in 'priority', found false
                    TICKET     | {"id": "1", "text": "a", "language": 1}         | expected text in 'language', found number 1
                    TRANSCRIPT | {"id": "1", "turns": "a"}                       | expected an array of objects in 'turns', found text "a"
                    TRANSCRIPT | {"id": "1", "turns": ["a"]}                     | expected an object in 'turns[0]', found text "a"
                    TRANSCRIPT | {"id": "1", "turns": [{}, {}, {"text": 7}]}     | expected text in 'turns[2].text', found number 7
                    TRANSCRIPT | {"id": "1", "turns": [{"speaker": []}]}         | expected text in 'turns[0].speaker', found an array
                    INVOICE    | {"id": "1", "text": "a", "total": true}         | expected text or a number in 'total', found true
                    INVOICE    | {"id": "1", "text": "a", "total": {}}           | in 'total', found an object
                    INVOICE    | {"id": "1", "notes": 7}                         | expected text or an array of texts in 'notes', found number 7
                    INVOICE    | {"id": "1", "notes": ["a", 7]}                  | expected text in 'notes[1]', found number 7
                    INVOICE    | {"id": "1", "line_items": [{"amount": []}]}     | in 'line_items[0].amount', found an array
                    """)
    void namesTheFieldOfAnotherType(DocumentType type, String payload, String said) {
        Reject reject = refused(JsonDocumentCodec.of(type), payload);

        assertThat(reject.reason()).isEqualTo(RejectReason.WRONG_TYPE);
        assertThat(reject.message()).contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TICKET     | {"id": "1", "title": " ", "text": "\\u200b\\n"}
                    TICKET     | {"id": "1", "summary": "unknown fields do not count"}
                    TRANSCRIPT | {"id": "1", "title": "a title is no conversation", "turns": [{"text": ""}]}
                    TRANSCRIPT | {"id": "1", "turns": []}
                    INVOICE    | {"id": "1", "vendor": "Acme", "total": 7, "line_items": [{"amount": 7}], "notes": [""]}
                    """)
    void refusesADocumentThatSaysNothing(DocumentType type, String payload) {
        Reject reject = refused(JsonDocumentCodec.of(type), payload);

        assertThat(reject.reason()).isEqualTo(RejectReason.NO_TEXT);
        assertThat(reject.message()).contains("expected text in ");
    }

    @Test
    void shortensWhatItQuotes() {
        Reject reject =
                refused(
                        JsonDocumentCodec.transcripts(),
                        "{\"id\":\"1\",\"turns\":\"" + "x".repeat(9_000) + "\"}");

        assertThat(reject.message()).hasSizeLessThan(300);
    }
}
