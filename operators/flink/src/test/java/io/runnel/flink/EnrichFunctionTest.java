package io.runnel.flink;

import static io.runnel.flink.Documents.ticket;
import static io.runnel.flink.Documents.ticketIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.SummaryOutcome;
import io.runnel.inference.summary.GuardedSummary;
import io.runnel.inference.summary.GuardedSummary.Method;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EnrichFunctionTest {
    private final FakeEngine engine = new FakeEngine();

    @Test
    void enrichesADocument() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticket("t-1", "Acme is kind :)"));

            assertThat(operator.enriched()).containsExactly("t-1");
            assertThat(operator.outcomes().get(0).enriched().sentiment().label())
                    .isEqualTo("positive");
        }
    }

    @Test
    void asksNothingAboutADocumentInALanguageThatNoHeadKnows() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticketIn(null, "a", "broken, viele Grüße"), ticketIn(null, "b", "hmm"));

            assertThat(operator.enriched()).containsExactly("a", "b");
            Enriched german = operator.outcomes().get(0).enriched();
            assertThat(german.language().code()).isEqualTo("de");
            assertThat(german.classification().label()).isNull();
            assertThat(german.processing().chunks()).isZero();
            Enriched open = operator.outcomes().get(1).enriched();
            assertThat(open.language().code()).isEqualTo("und");
            assertThat(open.classification().label()).isNotNull();
        }
    }

    @Test
    void asksOnlyTheHeadThatKnowsTheLanguage() throws Exception {
        engine.knows("entities", "en", "zh");
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticketIn("zh", "a", "Acme 的打印机坏了"));

            assertThat(engine.asked()).containsExactly("entities");
            assertThat(operator.outcomes()).hasSize(1);
            Enriched record = operator.outcomes().get(0).enriched();
            assertThat(record.entities()).hasSize(1);
            assertThat(record.classification().label()).isNull();
            assertThat(record.sentiment().label()).isNull();
            assertThat(record.summary().sentences()).isEmpty();
            assertThat(record.provenance())
                    .filteredOn(row -> row.status() == AnswerStatus.ANSWERED)
                    .singleElement()
                    .extracting(Provenance::task)
                    .isEqualTo("entities");
        }
    }

    @Test
    void takesTheEngineSettingsFromTheTaskManager() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            assertThat(operator.outcomes()).isEmpty();
            assertThat(engine.settings().models()).isEqualTo(Path.of("models"));
            assertThat(engine.prepared()).isEqualTo(Answers.TASKS.all());
        }
        assertThat(engine.leases()).isZero();
    }

    @Test
    void failsAtOpenWhereAModelIsMissing() throws Exception {
        OperatorUnderTest operator = OperatorUnderTest.ofModel(engine, "missing/1");

        assertThatThrownBy(operator::open)
                .hasStackTraceContaining("Model missing/1 is not in the store");

        operator.close();
        assertThat(engine.leases()).isZero();
    }

    @Test
    void failsAtOpenWhereTheLanguageModelIsMissing() throws Exception {
        OperatorUnderTest operator =
                OperatorUnderTest.ofModel(engine.lacksTheLanguageModel(), "runnel-base/3");

        assertThatThrownBy(operator::open)
                .hasStackTraceContaining("The language model is missing from the class path");

        operator.close();
        assertThat(engine.leases()).isZero();
    }

    @Test
    void rejectsTheDocumentThatTheModelFailsOnAndLetsItsNeighboursThrough() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticket("a", "fine"), ticket("b", "broken"), ticket("c", "fine too"));

            assertThat(operator.enriched()).containsExactly("a", "c");
            Reject reject = operator.outcomes().get(1).reject();
            assertThat(reject.reason()).isEqualTo(RejectReason.MODEL_FAILED);
            assertThat(reject.stage()).isEqualTo(Stage.INFERENCE);
            assertThat(reject.exception()).isEqualTo("java.lang.ArithmeticException");
            assertThat(reject.message())
                    .isEqualTo("MODEL_FAILED in-1@7: the model gave a number that is none");
            assertThat(reject.origin()).isEqualTo(Documents.origin("b"));
        }
    }

    @Test
    void rejectsTheDocumentThatNobodyExpectedInsteadOfFailingTheJob() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(
                    ticket("a", "unaskable"), ticket("b", "unreadable"), ticket("c", "fine"));

            assertThat(operator.outcomes().subList(0, 2))
                    .extracting(outcome -> outcome.reject().reason())
                    .containsOnly(RejectReason.MODEL_FAILED);
            assertThat(operator.outcomes().get(0).reject().message())
                    .contains("a fault in the tokenizer");
            assertThat(operator.enriched()).containsExactly("c");
        }
    }

    @Test
    void rejectsTheDocumentWhoseRunTakesTooLong() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticket("a", "slow"), ticket("b", "fine"));

            assertThat(operator.outcomes().get(0).reject().reason())
                    .isEqualTo(RejectReason.TIMED_OUT);
            assertThat(operator.enriched()).containsExactly("b");
        }
    }

    @Test
    void rejectsAsRetryableWhatTheEngineNeverAnswers() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticket("a", "waits"));
            operator.timePasses(OperatorUnderTest.TIMEOUT + 1);

            Reject reject = operator.outcomes().get(0).reject();
            assertThat(reject.reason()).isEqualTo(RejectReason.TIMED_OUT);
            assertThat(reject.reason().retry()).isEqualTo(RejectReason.Retry.USEFUL);
            assertThat(reject.exception()).isNull();
            engine.answerFirst();
            assertThat(operator.outcomes()).hasSize(1);
        }
    }

    @Test
    void waitsForTheSummaryThatIsWritten() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.writing(engine)) {
            operator.reads(ticket("a", "Acme is late."));
            assertThat(operator.outcomes()).isEmpty();
            engine.writeFirst(
                    new SummaryOutcome(
                            new GuardedSummary("Late.", Method.ABSTRACTIVE, List.of()),
                            1,
                            true,
                            new ModelFacts("my-writer", "1", "sha256:cd", "fp32")));

            Enriched record = operator.outcomes().get(0).enriched();
            assertThat(record.summary().summaryText()).isEqualTo("Late.");
            assertThat(record.processing().truncated()).isTrue();
        }
    }

    @Test
    void goesOnWithQuotedSentencesWhereTheSummaryIsNeverWritten() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.writing(engine)) {
            operator.reads(ticket("a", "Acme is late."));
            operator.timePasses(OperatorUnderTest.TIMEOUT + 1);

            Enriched record = operator.outcomes().get(0).enriched();
            assertThat(record.summary().method()).isEqualTo("extractive-after-failure");
            assertThat(record.summary().sentences()).isNotEmpty();
            assertThat(engine.unwritten().element()).isCancelled();
        }
    }

    @Test
    void rejectsADocumentThatIsNotEvenAnsweredBeforeItsSummary() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.writing(engine)) {
            operator.reads(ticket("a", "waits"));
            operator.timePasses(OperatorUnderTest.TIMEOUT + 1);

            assertThat(operator.outcomes().get(0).reject().reason())
                    .isEqualTo(RejectReason.TIMED_OUT);
            assertThat(engine.unwritten()).isEmpty();
        }
    }

    @Test
    void rejectsNothingWhenTheJobIsCancelledWhileSummariesAreWritten() throws Exception {
        OperatorUnderTest operator = OperatorUnderTest.writing(engine);
        operator.reads(ticket("a", "Acme is late."));
        assertThat(engine.unwritten()).hasSize(1);
        operator.close();

        assertThat(operator.outcomesAfterClose()).isEmpty();
    }

    @Test
    void letsAShortDocumentOvertakeUnlessOrdered() throws Exception {
        try (OperatorUnderTest operator =
                OperatorUnderTest.opened(engine, OutputMode.UNORDERED, 10)) {
            operator.reads(ticket("a", "waits"), ticket("b", "waits"), ticket("c", "quick"));
            engine.answerLast();
            assertThat(operator.enriched()).containsExactly("c", "b");
            engine.answerLast();
            assertThat(operator.enriched()).containsExactly("c", "b", "a");
        }
    }

    @Test
    void keepsTheOrderWhereOrdered() throws Exception {
        try (OperatorUnderTest operator =
                OperatorUnderTest.opened(engine, OutputMode.ORDERED, 10)) {
            operator.reads(ticket("a", "waits"), ticket("b", "waits"), ticket("c", "quick"));
            engine.answerLast();
            assertThat(operator.enriched()).isEmpty();
            engine.answerFirst();
            assertThat(operator.enriched()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void waitsForAllInFlightAtTheEndOfInput() throws Exception {
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            operator.reads(ticket("a", "waits"), ticket("b", "waits"));
            Thread answering =
                    new Thread(
                            () -> {
                                engine.answerFirst();
                                engine.answerFirst();
                            });
            answering.start();
            operator.endsInput();
            answering.join();

            assertThat(operator.enriched()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void asksAgainAfterARestoreWithMoreInFlightThanTheNewCapacity() throws Exception {
        OperatorSubtaskState state;
        try (OperatorUnderTest operator = OperatorUnderTest.opened(engine)) {
            for (int i = 0; i < 8; i++) {
                operator.reads(ticket("t-" + i, "waits"));
            }
            state = operator.snapshot();
            assertThat(operator.outcomes()).isEmpty();
        }
        FakeEngine restarted = new FakeEngine();
        Thread answering = new Thread(() -> restarted.answerAsTheyCome(8));
        answering.start();
        try (OperatorUnderTest operator = OperatorUnderTest.restored(restarted, state, 2)) {
            operator.endsInput();
            answering.join();

            assertThat(operator.enriched())
                    .containsExactlyInAnyOrder(
                            "t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6", "t-7");
            assertThat(operator.outcomes().get(0).enriched().ticket().origin().payload())
                    .isNotEmpty();
        }
    }

    @Test
    void rejectsNothingWhenTheJobIsCancelled() throws Exception {
        OperatorUnderTest operator = OperatorUnderTest.opened(engine);
        operator.reads(ticket("a", "waits"));
        operator.close();

        assertThat(engine.leases()).isZero();
        assertThat(operator.outcomesAfterClose()).isEmpty();
    }

    @Test
    void failsTheJobAndRejectsNothingWhenTheEngineStopsUnderIt() throws Exception {
        OperatorUnderTest operator = OperatorUnderTest.opened(engine);
        operator.expectFailure();
        operator.reads(ticket("a", "waits"));
        engine.stop();

        assertThat(operator.outcomes()).isEmpty();
        assertThat(operator.hasFailed()).isTrue();
        operator.close();
    }

    @Test
    void lendsTheEnginesGaugesToTheNextSubtaskWhenItCloses() throws Exception {
        try (OperatorUnderTest second = OperatorUnderTest.opened(new FakeEngine())) {
            String owner = owner();
            try (OperatorUnderTest first = OperatorUnderTest.opened(engine)) {
                assertThat(owner()).isEqualTo(owner);
                second.cancel();
                assertThat(owner()).isNull();
                first.reads(ticket("a", "fine"));
                assertThat(owner()).isNotNull().isNotEqualTo(owner);
            }
        }
        assertThat(owner()).isNull();
    }

    /** The token of the subtask that shows the engine's gauges. */
    private static String owner() {
        return System.getProperty(ProcessGauges.OWNER + ".engine");
    }
}
