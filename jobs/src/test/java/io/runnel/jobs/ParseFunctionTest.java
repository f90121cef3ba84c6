package io.runnel.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.flink.RejectLimit;
import io.runnel.flink.TooManyRejectsException;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with any exception
class ParseFunctionTest {
    @Test
    void putsEveryRecordIntoExactlyOneOfTwoStreams() throws Exception {
        try (OneInputStreamOperatorTestHarness<Origin, Ticket> parse =
                ProcessFunctionTestHarnesses.forProcessFunction(parse(RejectLimit.none()))) {
            parse.processElement(record(0, "{\"id\":\"a\",\"text\":\"Hello\"}"));
            parse.processElement(record(1, "{\"id\":"));
            parse.processElement(record(2, null));
            parse.processElement(record(3, "{\"id\":\"b\",\"text\":\"World\"}"));

            assertThat(parse.extractOutputValues())
                    .extracting(Ticket::id)
                    .containsExactly("a", "b");
            assertThat(parse.getSideOutput(ParseFunction.REJECTS))
                    .extracting(StreamRecord::getValue)
                    .extracting(Reject::reason)
                    .containsExactly(RejectReason.MALFORMED_BYTES, RejectReason.TOMBSTONE);
        }
    }

    @Test
    void failsTheJobForGoodWhereTooMuchIsNoDocument() throws Exception {
        RejectLimit limit = new RejectLimit(0.5, 4, RejectLimit.Beyond.FAIL);
        try (OneInputStreamOperatorTestHarness<Origin, Ticket> parse =
                ProcessFunctionTestHarnesses.forProcessFunction(parse(limit))) {
            for (int offset = 0; offset < 4; offset++) {
                parse.processElement(
                        record(offset, offset == 0 ? "{\"id\":\"a\",\"text\":\"Hello\"}" : "x"));
            }

            assertThatThrownBy(() -> parse.processElement(record(4, "x")))
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseInstanceOf(TooManyRejectsException.class)
                    .rootCause()
                    .hasMessageContaining("3 of the last 4 records were rejected");
            assertThat(parse.getSideOutput(ParseFunction.REJECTS)).hasSize(3);
        }
    }

    private static ParseFunction<Ticket> parse(RejectLimit limit) {
        return new ParseFunction<>(DocumentType.TICKET, JsonDocumentCodec.tickets(), limit);
    }

    private static StreamRecord<Origin> record(long offset, String value) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new StreamRecord<>(new Origin("tickets", 0, offset, 0, null, List.of(), bytes));
    }
}
