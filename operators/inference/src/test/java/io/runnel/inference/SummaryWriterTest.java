package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.inference.summary.GuardRule;
import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.summary.GuardedSummary.Method;
import io.runnel.inference.task.EmbedTexts;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The engine writes summaries with the models of {@code make_writers.py}. */
class SummaryWriterTest {
    private static final String QUOTE = "A quoted sentence.";

    @Test
    void writesAboutADocumentWithAModelOfEitherKind() {
        for (String version : List.of("1", "2")) {
            try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
                Summarizer writer = engine.prepareWriting(how(version));
                SummaryOutcome outcome = writer.summarize(passages("w1 w2 w3 w4"), QUOTE).join();
                assertThat(outcome.model().name()).isEqualTo("writer");
                assertThat(outcome.model().version()).isEqualTo(version);
                assertThat(outcome.parts()).isEqualTo(1);
                assertThat(outcome.summary().text()).isNotBlank();
            }
        }
    }

    @Test
    void writesTheSameInCompanyAndAlone() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            Summarizer writer = engine.prepareWriting(how("2"));
            List<CompletableFuture<SummaryOutcome>> crowd = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                crowd.add(writer.summarize(passages(text(i)), QUOTE));
            }
            for (int i = 0; i < 30; i++) {
                assertThat(crowd.get(i).join().summary())
                        .isEqualTo(writer.summarize(passages(text(i)), QUOTE).join().summary());
            }
        }
    }

    @Test
    void writesAboutThePartsOfALongDocumentFirst() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            Summarizer writer = engine.prepareWriting(how("2"));
            String many = "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10. ".repeat(20).strip();
            SummaryOutcome outcome = writer.summarize(passages(many), QUOTE).join();
            assertThat(outcome.parts()).isGreaterThan(1);
        }
    }

    @Test
    void quotesWhereNothingThatWasWrittenStands() {
        GuardRule impossible = new GuardRule(1.1, OnFailure.DROP_SENTENCE);
        WriteSummary how =
                new WriteSummary(
                        new ModelId("writer", "2"),
                        TinyModel.ENTITIES,
                        new EmbedTexts(TinyModel.SECOND, "sentence-embedding", LongText.TRUNCATE),
                        impossible,
                        8,
                        Duration.ofMinutes(1));
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            SummaryOutcome outcome =
                    engine.prepareWriting(how).summarize(passages("w1 w2 w3 w4"), QUOTE).join();
            assertThat(outcome.summary().method()).isEqualTo(Method.EXTRACTIVE_INSTEAD);
            assertThat(outcome.summary().text()).isEqualTo(QUOTE);
        }
    }

    @Test
    void quotesWhereWhatWasWrittenCannotBeJudged() {
        try (ModelRegistry registry = new ModelRegistry(Thread::new);
                LoadedWriter loaded =
                        LoadedWriter.open(
                                folder(), registry, new SessionPlan(1), TinyModel.settings())) {
            SummaryWriter writer = new SummaryWriter(SummaryWriterTest::fault, how("1"), loaded);
            SummaryOutcome outcome = writer.summarize(passages("w1 w2 w3 w4"), QUOTE).join();
            writer.close();
            assertThat(outcome.summary().method()).isEqualTo(Method.EXTRACTIVE_AFTER_FAILURE);
            assertThat(outcome.summary().text()).isEqualTo(QUOTE);
        }
    }

    @Test
    void saysThatItFailedWhereThereWasNoTimeForAWord() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            SummaryOutcome outcome =
                    engine.prepareWriting(how("2", Duration.ZERO))
                            .summarize(passages("w1 w2 w3 w4"), QUOTE)
                            .join();
            assertThat(outcome.summary().method()).isEqualTo(Method.EXTRACTIVE_AFTER_FAILURE);
            assertThat(outcome.summary().text()).isEqualTo(QUOTE);
        }
    }

    @Test
    void asksNothingThatIsCountedOrKeptAsADocumentsAnswer() {
        EngineSettings cached =
                new EngineSettings(TinyModel.store(), 2, 1, 512, 100_000, Duration.ofSeconds(30));
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(cached)) {
            engine.prepareWriting(how("1")).summarize(passages("w1 w2 w3 w4"), QUOTE).join();
            assertThat(engine.statistics().rows()).isPositive();
            assertThat(engine.statistics().requests()).isZero();
            assertThat(engine.statistics().cachedAnswers()).isZero();
        }
    }

    @Test
    void leavesTheHalfSentenceOutWhereTheModelWasStopped() {
        List<String> written = List.of("It is late.", "Acme has");
        assertThat(SummaryWriter.complete(written, true)).containsExactly("It is late.");
        assertThat(SummaryWriter.complete(written, false)).isEqualTo(written);
        assertThat(SummaryWriter.complete(List.of("Acme has"), true)).containsExactly("Acme has");
        List<String> whole = List.of("It is late.", "He said: \u201cno.\u201d");
        assertThat(SummaryWriter.complete(whole, true)).isEqualTo(whole);
    }

    @Test
    void failsWhatIsNotWrittenWhenItsLeaseIsClosedAndGoesOnForOthers() {
        try (InferenceEngine.Lease other = InferenceEngine.acquire(TinyModel.settings())) {
            Summarizer staying = other.prepareWriting(how("1"));
            List<CompletableFuture<SummaryOutcome>> crowd = new ArrayList<>();
            try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
                Summarizer leaving = engine.prepareWriting(how("1"));
                for (int i = 0; i < 100; i++) {
                    crowd.add(leaving.summarize(passages(text(i)), QUOTE));
                }
            }
            for (CompletableFuture<SummaryOutcome> one : crowd) {
                assertThat(one).isDone();
                assertThat(one.handle((outcome, failure) -> failure).join())
                        .satisfiesAnyOf(
                                failure -> assertThat(failure).isNull(),
                                failure ->
                                        assertThat(failure)
                                                .isInstanceOfSatisfying(
                                                        InferenceException.class,
                                                        closed ->
                                                                assertThat(closed.kind())
                                                                        .isEqualTo(
                                                                                InferenceException
                                                                                        .Cause
                                                                                        .CLOSED)));
            }
            assertThat(staying.summarize(passages("w1 w2"), QUOTE).join().summary().text())
                    .isNotBlank();
        }
    }

    @Test
    void writesNothingForALeaseThatIsClosed() {
        InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings());
        Summarizer writer = engine.prepareWriting(how("1"));
        engine.close();
        assertThat(writer.summarize(passages("w1 w2"), QUOTE)).isCompletedExceptionally();
    }

    @Test
    void saysWhichModelWritesNothing() {
        WriteSummary how =
                new WriteSummary(
                        new ModelId("missing", "1"),
                        TinyModel.ENTITIES,
                        null,
                        GuardRule.DEFAULT,
                        8,
                        Duration.ofMinutes(1));
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            assertThatThrownBy(() -> engine.prepareWriting(how))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void closesItsModelWithTheLastLease() {
        try (InferenceEngine.Lease outer = InferenceEngine.acquire(TinyModel.settings())) {
            try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
                engine.prepareWriting(how("1"));
                assertThat(outer.statistics().openSessions()).isEqualTo(2);
            }
            assertThat(outer.statistics().openSessions()).isZero();
        }
    }

    private static CompletableFuture<InferenceResult> fault(InferenceRequest request) {
        throw new ArithmeticException("a fault in the tokenizer");
    }

    private static ModelDirectory folder() {
        return ModelDirectory.open(TinyModel.store().resolve("writer").resolve("1"));
    }

    private static WriteSummary how(String version) {
        return how(version, Duration.ofMinutes(1));
    }

    private static WriteSummary how(String version, Duration longest) {
        return new WriteSummary(
                new ModelId("writer", version),
                TinyModel.ENTITIES,
                null,
                GuardRule.DEFAULT,
                8,
                longest);
    }

    private static String text(int number) {
        return "w" + number % 7 + " w" + number % 5 + " w" + number;
    }

    private static List<Passage> passages(String text) {
        return List.of(new Passage("text", text));
    }
}
