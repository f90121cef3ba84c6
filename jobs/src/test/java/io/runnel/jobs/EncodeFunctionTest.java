package io.runnel.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with any exception
class EncodeFunctionTest {
    private static final int LIMIT = 20_000;

    @Test
    void keepsKeyHeadersAndTimeOfTheInput() throws Exception {
        try (OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode = encode()) {
            encode.processElement(new StreamRecord<>(enriched("Hello", 1_700_000_000_000L)));

            EncodedRecord record = encode.extractOutputValues().get(0);
            assertThat(record.key()).asString(UTF_8).isEqualTo("key");
            assertThat(record.headers()).extracting(Header::name).containsExactly("trace", "none");
            assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
            assertThat(new JsonEnrichedCodec().decode(record.value()).document().id())
                    .isEqualTo("t-1");
        }
    }

    @Test
    void leavesOutTheHeaderThatNamesTheSchemaOfTheInput() throws Exception {
        try (OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode = encode()) {
            Header schema = new Header("__value_schema_id", new byte[] {0, 0, 0, 0, 1});
            Header key = new Header("__key_schema_id", new byte[] {0, 0, 0, 0, 2});
            encode.processElement(new StreamRecord<>(enriched("Hello", 0, schema, key)));

            assertThat(encode.extractOutputValues().get(0).headers())
                    .extracting(Header::name)
                    .containsExactly("trace", "none", "__key_schema_id");
        }
    }

    @Test
    void saysTheGenerationInTheValueAndInAHeader() throws Exception {
        try (OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode = encode()) {
            encode.processElement(new StreamRecord<>(enriched("Hello", 0, 2)));

            EncodedRecord record = encode.extractOutputValues().get(0);
            assertThat(new JsonEnrichedCodec().decode(record.value()).generation()).isEqualTo(2);
            assertThat(record.headers())
                    .extracting(Header::name)
                    .containsExactly("trace", "none", GenerationHeader.NAME);
            assertThat(record.headers().get(2).value()).asString(UTF_8).isEqualTo("2");
        }
    }

    @Test
    void passesOnNoGenerationThatTheInputBrought() {
        List<Header> brought =
                List.of(
                        new Header(GenerationHeader.NAME, "9".getBytes(UTF_8)),
                        new Header("trace", null));

        assertThat(GenerationHeader.behind(brought, 0)).containsExactly(new Header("trace", null));
        assertThat(GenerationHeader.behind(brought, 1))
                .containsExactly(
                        new Header("trace", null),
                        new Header(GenerationHeader.NAME, "1".getBytes(UTF_8)));
    }

    @Test
    void givesARecordWithoutTimeTheTimeOfWriting() throws Exception {
        try (OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode = encode()) {
            encode.processElement(new StreamRecord<>(enriched("Hello", -1)));

            assertThat(encode.extractOutputValues().get(0).timestamp()).isNull();
        }
    }

    @Test
    void rejectsARecordThatItsTopicWouldNotTake() throws Exception {
        try (OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode = encode()) {
            encode.processElement(new StreamRecord<>(enriched("x".repeat(LIMIT), 0)));

            assertThat(encode.extractOutputValues()).isEmpty();
            Reject reject = encode.getSideOutput(EncodeFunction.REJECTS).peek().getValue();
            assertThat(reject.stage()).isEqualTo(Stage.ENCODE);
            assertThat(reject.reason()).isEqualTo(RejectReason.RECORD_TOO_LARGE);
            assertThat(reject.origin().payload()).asString(UTF_8).isEqualTo("original");
            assertThat(reject.message())
                    .startsWith(
                            "RECORD_TOO_LARGE tickets-3@7: expected at most 20,000 bytes, found a"
                                    + " record for ticket 't-1' that takes up to 20,")
                    .endsWith(
                            "Raise kafka.sink.max-record-bytes and the topic's max.message.bytes,"
                                    + " or send smaller documents.");
        }
    }

    private static OneInputStreamOperatorTestHarness<Enriched, EncodedRecord> encode()
            throws Exception {
        return ProcessFunctionTestHarnesses.forProcessFunction(
                new EncodeFunction(DocumentType.TICKET, new JsonEnrichedCodec(), LIMIT));
    }

    private static Enriched enriched(String text, long timestamp, Header... more) {
        return enriched(text, timestamp, 0, more);
    }

    private static Enriched enriched(String text, long timestamp, int generation, Header... more) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("trace", "1".getBytes(UTF_8)));
        headers.add(new Header("none", null));
        headers.addAll(List.of(more));
        Origin origin =
                new Origin(
                        "tickets",
                        3,
                        7,
                        timestamp,
                        "key".getBytes(UTF_8),
                        headers,
                        "original".getBytes(UTF_8));
        Ticket ticket =
                new Ticket(origin, "t-1", null, text, null, null, null, null, null, null, Map.of());
        return new Enriched(
                null,
                null,
                ticket,
                null,
                new Classification("email", 1, List.of(), List.of()),
                new Sentiment("neutral", 1, List.of(), List.of(), List.of(), null),
                List.of(),
                List.of(),
                new Summary(text.substring(0, 5), "extractive", List.of()),
                List.of(),
                new Processing(1, 3, false, false, 1, 1, 1, 1),
                Map.of(),
                generation);
    }
}
