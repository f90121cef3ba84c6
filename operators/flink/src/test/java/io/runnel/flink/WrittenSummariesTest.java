package io.runnel.flink;

import static io.runnel.flink.Documents.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.SummaryOutcome;
import io.runnel.inference.summary.GuardedSummary;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WrittenSummariesTest {
    private static final ModelFacts WRITER = new ModelFacts("my-writer", "1", "sha256:cd", "fp32");

    private final EnrichmentAssembler assembler =
            new EnrichmentAssembler(Answers.TASKS, new FakeEngine()::card, 0);
    private final Ticket document = ticket("t-1", "Acme is late.");
    private final AskedDocument asked =
            new AskedDocument(document, DocumentPassages.of(document), null, Set.of());
    private final InferenceResult result = Answers.to(asked.request(Answers.TASKS));
    private final CompletableFuture<SummaryOutcome> summary = new CompletableFuture<>();
    private final WrittenSummaries writing =
            new WrittenSummaries(Optional.of((passages, extractive) -> summary), assembler);

    @Test
    void putsWhatWasWrittenInThePlaceOfTheQuote() {
        summary.complete(
                new SummaryOutcome(
                        new GuardedSummary("Late.", GuardedSummary.Method.ABSTRACTIVE, List.of()),
                        1,
                        false,
                        WRITER));
        Enriched record = writing.with(writing.write(asked, result).join());
        assertThat(record.summary().summaryText()).isEqualTo("Late.");
        assertThat(record.summary().method()).isEqualTo("abstractive");
        assertThat(record.provenance()).extracting(Provenance::model).contains("my-writer");
    }

    @Test
    void quotesAndSaysSoWhereNothingCouldBeWritten() {
        summary.complete(SummaryOutcome.quoted("Acme is late.", WRITER));
        assertQuoted(writing.with(writing.write(asked, result).join()));
    }

    @Test
    void stopsTheWritingOfADocumentThatGoesOnWithoutIt() {
        CompletableFuture<Answered> answer = writing.write(asked, result);
        answer.complete(WrittenSummaries.unwritten(asked, result));
        assertThat(summary).isCancelled();
        assertQuoted(writing.with(answer.join()));
    }

    private void assertQuoted(Enriched record) {
        assertThat(record.summary().method()).isEqualTo("extractive-after-failure");
        assertThat(record.summary().summaryText())
                .isEqualTo(assembler.summary(asked, result).summaryText());
        assertThat(record.summary().sentences()).isNotEmpty();
        assertThat(record.provenance()).extracting(Provenance::model).doesNotContain("my-writer");
    }
}
