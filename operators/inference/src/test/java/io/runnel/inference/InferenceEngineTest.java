package io.runnel.inference;

import static io.runnel.inference.TinyModel.ENTITIES;
import static io.runnel.inference.TinyModel.FIELDS;
import static io.runnel.inference.TinyModel.MOOD;
import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.SUMMARY;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.runnel.inference.task.Classify;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceEngineTest {
    private static final String TICKET =
            "Alice Smith wrote to ACME Corp from New York. The refund is important. I paid by invoice. Thanks.";

    @Test
    void answersAllQuestionsOfADocumentWithOneReading() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            InferenceResult result = engine.submit(request("Refund", TICKET)).join();

            assertThat(result.of(QUEUE).overall().get(0).label()).isEqualTo("billing");
            assertThat(result.of(MOOD).overall().get(0).label()).isEqualTo("positive");
            assertThat(result.of(MOOD).passages()).hasSize(2);
            assertThat(result.of(ENTITIES).spans())
                    .extracting(
                            EntitySpan::entityGroup,
                            span -> span.span().of(TICKET),
                            EntitySpan::word)
                    .containsExactly(
                            tuple("person", "Alice Smith", "alice smith"),
                            tuple("organisation", "ACME Corp", "acme corp"),
                            tuple("place", "New York", "new york"));
            assertThat(result.of(SUMMARY).sentences())
                    .extracting(quote -> quote.span().of(TICKET))
                    .contains("The refund is important.");
            assertThat(result.effort().chunks()).isEqualTo(1);
            assertThat(engine.statistics().runs()).isEqualTo(1);
            assertThat(result.models().get(QUEUE).digest())
                    .isEqualTo(TinyModel.directory().digest());
        }
    }

    @Test
    void answersNothingAboutPassagesWithoutTokens() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            InferenceResult result = engine.submit(request("", " \n ")).join();

            assertThat(result.of(QUEUE).overall()).isEmpty();
            assertThat(result.of(QUEUE).passages()).isEmpty();
            assertThat(result.of(ENTITIES).spans()).isEmpty();
            assertThat(result.of(SUMMARY).sentences()).isEmpty();
            assertThat(result.effort().chunks()).isZero();
        }
    }

    @Test
    void saysWhenALongTextWasTruncated() {
        Classify truncating = new Classify(TinyModel.ID, "queue", LongText.TRUNCATE);
        String longText =
                "the refund was paid. ".repeat(10) + "the crash is an error. ".repeat(100);
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(List.of(truncating, QUEUE));
            InferenceResult truncated =
                    engine.submit(request(List.of(truncating), longText)).join();
            InferenceResult whole = engine.submit(request(List.of(QUEUE), longText)).join();
            InferenceResult shortText =
                    engine.submit(request(List.of(truncating), "refund")).join();

            assertThat(truncated.effort().truncated()).isTrue();
            assertThat(truncated.effort().chunks()).isEqualTo(1);
            assertThat(truncated.of(truncating).overall().get(0).label()).isEqualTo("billing");
            assertThat(whole.effort().truncated()).isFalse();
            assertThat(whole.effort().chunks()).isGreaterThan(5);
            assertThat(whole.of(QUEUE).overall().get(0).label()).isEqualTo("technical");
            assertThat(shortText.effort().truncated()).isFalse();
        }
    }

    @Test
    void refusesASecondEngineWithOtherSettingsAndNamesBoth() {
        EngineSettings other =
                new EngineSettings(TinyModel.store(), 1, 1, 256, 0, Duration.ofSeconds(5));
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            assertThat(engine.statistics().requests()).isZero();
            assertThatThrownBy(() -> InferenceEngine.acquire(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(other.toString())
                    .hasMessageContaining(TinyModel.settings().toString());
        }
        InferenceEngine.acquire(other).close();
    }

    @Test
    void namesWhatThereIsWhenAModelOrAHeadIsMissing() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            assertThatThrownBy(
                            () ->
                                    engine.prepare(
                                            List.of(
                                                    new Classify(
                                                            new ModelId("large", "9"),
                                                            "queue",
                                                            LongText.CHUNK))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("large/9")
                    .hasMessageContaining("tiny/1");
            assertThatThrownBy(
                            () ->
                                    engine.prepare(
                                            List.of(
                                                    new Classify(
                                                            TinyModel.ID,
                                                            "topic",
                                                            LongText.CHUNK))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no head 'topic'")
                    .hasMessageContaining("queue (text-classification)");
            assertThatThrownBy(
                            () ->
                                    engine.prepare(
                                            List.of(
                                                    new Summarize(
                                                            TinyModel.ID,
                                                            "queue",
                                                            LongText.CHUNK,
                                                            10))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Summarize needs one for sentence-salience");
        }
    }

    @Test
    void tellsWhichLanguagesAHeadWasTrainedForBeforeAnythingIsLoaded() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            assertThat(engine.supports(FIELDS, "ms")).isTrue();
            assertThat(engine.supports(FIELDS, "de")).isFalse();
            assertThat(engine.supports(QUEUE, "en")).isTrue();
            assertThat(engine.supports(QUEUE, "ms")).isFalse();
            assertThat(engine.card(TinyModel.SECOND).head(HeadTask.FIELD_EXTRACTION)).isPresent();
            assertThat(engine.card(TinyModel.ID).head(HeadTask.FIELD_EXTRACTION)).isEmpty();
            assertThat(engine.statistics().openSessions()).isZero();
            engine.prepare(List.of(QUEUE));
            assertThat(engine.card(TinyModel.ID)).isEqualTo(TinyModel.directory().card());
            assertThatThrownBy(
                            () ->
                                    engine.supports(
                                            new Classify(TinyModel.ID, "topic", LongText.CHUNK),
                                            "en"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no head 'topic'");
            assertThatThrownBy(() -> engine.card(new ModelId("large", "9")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tiny/2");
        }
    }

    @Test
    void refusesTasksThatWereNotPreparedAndPassagesThatAreNotThere() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            assertThatThrownBy(() -> engine.submit(request("refund")))
                    .isInstanceOf(IllegalStateException.class);
            engine.prepare(TinyModel.TASKS);
            InferenceRequest astray =
                    new InferenceRequest(
                            List.of(new Passage("text", "refund")),
                            List.of(new InferenceRequest.Question(QUEUE, List.of(0, 1))));
            assertThatThrownBy(() -> engine.submit(astray))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[0, 1]");
        }
    }

    @Test
    void keepsTheModelWhileAnotherLeaseUsesIt() {
        InferenceEngine.Lease first = InferenceEngine.acquire(TinyModel.settings());
        InferenceEngine.Lease second = InferenceEngine.acquire(TinyModel.settings());
        first.prepare(List.of(QUEUE));
        second.prepare(List.of(QUEUE));
        assertThat(second.statistics().openSessions()).isEqualTo(1);
        first.close();
        first.close();
        assertThat(second.submit(request(List.of(QUEUE), "refund")).join().of(QUEUE).overall())
                .hasSize(3);
        second.close();
        assertThat(second.statistics().openSessions()).isZero();
    }

    @Test
    void listsAllMistakesOfItsSettings() {
        Path models = TinyModel.store();
        assertThatThrownBy(() -> new EngineSettings(models, 1, 1, 65_537, 0, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchMaxTokens is 65537; expected 65536 or less");
        assertThatThrownBy(() -> new EngineSettings(null, 0, 0, 0, -1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "models",
                        "workers",
                        "intraOpThreads",
                        "batchMaxTokens",
                        "cacheMaxChars",
                        "runTimeout");
    }
}
