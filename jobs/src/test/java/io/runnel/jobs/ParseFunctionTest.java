package io.runnel.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with any exception
class ParseFunctionTest {
    @Test
    void putsEveryRecordIntoExactlyOneOfTwoStreams() throws Exception {
        try (OneInputStreamOperatorTestHarness<Origin, Ticket> parse =
                ProcessFunctionTestHarnesses.forProcessFunction(
                        new ParseFunction<>(DocumentType.TICKET, JsonDocumentCodec.tickets()))) {
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

    private static StreamRecord<Origin> record(long offset, String value) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new StreamRecord<>(new Origin("tickets", 0, offset, 0, null, List.of(), bytes));
    }
}
