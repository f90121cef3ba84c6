package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StreamTypesTest {
    private static final String HARD = "£ 💳 e\u0301 \uD83D";

    private final ExecutionConfig noGenericTypes =
            new ExecutionConfig(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    @Test
    void carriesDocumentsWithoutKryo() throws IOException {
        returns(Ticket.class, Documents.ticket("t-1", null, HARD));
        returns(
                Transcript.class,
                Documents.transcript(HARD, Documents.turn(null, HARD), Documents.turn("A", "")));
        returns(
                Invoice.class,
                Documents.invoice(HARD, List.of(Documents.line(null, HARD)), List.of("", HARD)));
    }

    @Test
    void carriesOutcomesWithoutKryo() throws IOException {
        Outcome enriched =
                enriched(
                        Documents.transcript(
                                "Acme", Documents.turn("A", "Hi Acme"), Documents.turn(null, "x")));
        Reject reject =
                new Reject(
                        Documents.origin("x"),
                        Stage.INFERENCE,
                        RejectReason.TIMED_OUT,
                        null,
                        "TIMED_OUT in-1@7: …");

        returns(Outcome.class, enriched);
        returns(Outcome.class, enriched(Documents.bill("receipt", "Acme", null, "7", null)));
        returns(Outcome.class, Outcome.of(reject));
        returns(Reject.class, reject);
    }

    private static Outcome enriched(Document document) {
        AskedDocument asked =
                new AskedDocument(
                        document,
                        DocumentPassages.of(document),
                        new Language("und", 0.6, LanguageSource.DETECTED),
                        Set.of(Answers.TASKS.sentiment()));
        return Outcome.of(
                new EnrichmentAssembler(Answers.TASKS, new FakeEngine()::card, 0)
                        .assemble(asked, Answers.to(asked.request(Answers.TASKS))));
    }

    private <T> void returns(Class<T> type, T record) throws IOException {
        TypeSerializer<T> serializer =
                TypeInformation.of(type).createSerializer(noGenericTypes.getSerializerConfig());
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(record, out);

        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(record);
        assertThat(serializer.copy(record)).isEqualTo(record);
    }
}
