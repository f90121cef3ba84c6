package io.runnel.flink;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.Summarizer;
import io.runnel.inference.SummaryOutcome;
import io.runnel.inference.summary.GuardedSummary.Method;
import io.runnel.inference.text.Passage;
import io.runnel.modelstore.HeadTask;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Summary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Puts a written summary in the place of a quoted one. Nothing is written about a document whose
 * summary is a line of its fields, or was not asked for.
 */
final class WrittenSummaries {
    private static final String QUOTED = "extractive";
    private static final String TASK = "summary";

    private final Optional<Summarizer> writer;
    private final EnrichmentAssembler assembler;

    /**
     * @param writer nothing where nobody writes
     */
    WrittenSummaries(Optional<Summarizer> writer, EnrichmentAssembler assembler) {
        this.writer = writer;
        this.assembler = assembler;
    }

    /**
     * The answers, once what is to be written is. Whoever completes or cancels the future stops the
     * writing.
     */
    CompletableFuture<Answered> write(AskedDocument asked, InferenceResult result) {
        Optional<Summary> quoted = writer.flatMap(present -> quoted(asked, result));
        if (quoted.isEmpty()) {
            return CompletableFuture.completedFuture(new Answered(asked, result, null));
        }
        CompletableFuture<SummaryOutcome> summary =
                writer.orElseThrow().summarize(passages(asked), quoted.get().summaryText());
        CompletableFuture<Answered> answered =
                summary.thenApply(written -> new Answered(asked, result, written));
        var unused = answered.whenComplete((done, failure) -> summary.cancel(false));
        return answered;
    }

    /** The answers with quoted sentences, where nothing was written in time. */
    static Answered unwritten(AskedDocument asked, InferenceResult result) {
        return new Answered(asked, result, SummaryOutcome.quoted("", null));
    }

    /** The whole record. */
    Enriched with(Answered answered) {
        Enriched quoted = assembler.assemble(answered.asked(), answered.result());
        return answered.written().map(written -> with(quoted, written)).orElse(quoted);
    }

    /**
     * The summary that quotes; nothing where there is none, or where it cannot be assembled: that
     * is said when the whole record is.
     */
    private Optional<Summary> quoted(AskedDocument asked, InferenceResult result) {
        try {
            return Optional.of(assembler.summary(asked, result))
                    .filter(summary -> summary.method().equals(QUOTED));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What is written about; a turn begins with its speaker, as models of dialogues expect. */
    private static List<Passage> passages(AskedDocument asked) {
        DocumentPassages all = asked.passages();
        return all.summary().stream()
                .map(place -> said(all.passages().get(place), all.speakers().get(place)))
                .toList();
    }

    private static Passage said(Passage passage, String speaker) {
        return speaker == null || speaker.isBlank()
                ? passage
                : new Passage(passage.field(), speaker + ": " + passage.text());
    }

    /** The record with what was written. */
    private static Enriched with(Enriched quoted, SummaryOutcome written) {
        Method method = written.summary().method();
        boolean stands = method.isWritten();
        Summary summary =
                stands
                        ? new Summary(written.summary().text(), method.label(), List.of())
                        : new Summary(
                                quoted.summary().summaryText(),
                                method.label(),
                                quoted.summary().sentences());
        return new Enriched(
                quoted.invoice(),
                quoted.transcript(),
                quoted.ticket(),
                quoted.language(),
                quoted.classification(),
                quoted.sentiment(),
                quoted.entities(),
                quoted.fields(),
                summary,
                stands
                        ? quoted.provenance().stream()
                                .map(row -> row.task().equals(TASK) ? row(written.model()) : row)
                                .toList()
                        : quoted.provenance(),
                stands && written.cut() ? truncated(quoted.processing()) : quoted.processing(),
                quoted.redacted(),
                quoted.generation());
    }

    private static Processing truncated(Processing whole) {
        return new Processing(
                whole.chunks(),
                whole.tokens(),
                true,
                whole.cacheHit(),
                whole.tokenizeMs(),
                whole.queueMs(),
                whole.modelMs(),
                whole.totalMs());
    }

    private static Provenance row(ModelFacts model) {
        return new Provenance(
                TASK,
                HeadTask.GENERATION.label(),
                model.name(),
                model.version(),
                model.digest(),
                model.precision(),
                AnswerStatus.ANSWERED);
    }
}
