package io.runnel.inference;

import static io.runnel.inference.TinyModel.CASE;
import static io.runnel.inference.TinyModel.ENTITIES;
import static io.runnel.inference.TinyModel.MOOD;
import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    @Test
    void answersEqualRequestsOnce() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            InferenceResult first = engine.submit(request("the refund was paid")).join();
            InferenceResult second = engine.submit(request("the refund was paid")).join();
            assertThat(first.effort().cacheHit()).isFalse();
            assertThat(second.effort().cacheHit()).isTrue();
            assertThat(second.effort().tokens()).isEqualTo(first.effort().tokens());
            assertThat(second.effort().modelNanos()).isZero();
            assertThat(second.answers()).isEqualTo(first.answers());
            assertThat(engine.statistics().runs()).isEqualTo(1);
            assertThat(engine.statistics().cacheHits()).isEqualTo(1);
            assertThat(engine.statistics().cachedAnswers()).isEqualTo(1);
        }
    }

    @Test
    void tellsOtherTextsAndOtherQuestionsApart() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            engine.submit(request(List.of(QUEUE), "good refund")).join();
            assertThat(
                            engine.submit(request(List.of(QUEUE), "good refund "))
                                    .join()
                                    .effort()
                                    .cacheHit())
                    .isFalse();
            assertThat(
                            engine.submit(request(List.of(MOOD), "good refund"))
                                    .join()
                                    .effort()
                                    .cacheHit())
                    .isFalse();
            assertThat(
                            engine.submit(request(List.of(QUEUE), "good", "refund"))
                                    .join()
                                    .effort()
                                    .cacheHit())
                    .isFalse();
        }
    }

    @Test
    void tellsTextsApartThatDifferInLetterCaseOnly() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            engine.prepare(List.of(CASE));
            CompletableFuture<InferenceResult> lower =
                    engine.submit(request(List.of(CASE), "refund"));
            CompletableFuture<InferenceResult> upper =
                    engine.submit(request(List.of(CASE), "REFUND"));
            assertThat(lower.join().of(CASE).overall().get(0).label()).isEqualTo("none");
            assertThat(upper.join().of(CASE).overall().get(0).label()).isEqualTo("all-capitals");
            assertThat(upper.join().effort().cacheHit()).isFalse();
        }
    }

    @Test
    void joinsEqualRequestsThatAreUnderWay() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            List<CompletableFuture<InferenceResult>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(
                        engine.submit(request(List.of(ENTITIES), "alice smith met bob in paris")));
            }
            long own =
                    answers.stream().filter(answer -> !answer.join().effort().cacheHit()).count();
            assertThat(own).isEqualTo(1);
            assertThat(engine.statistics().rows()).isEqualTo(1);
            assertThat(answers)
                    .allSatisfy(
                            answer -> assertThat(answer.join().of(ENTITIES).spans()).hasSize(3));
        }
    }

    @Test
    void keepsNoFailures() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            for (int i = 0; i < 2; i++) {
                assertThat(engine.submit(request(List.of(QUEUE), "explode")))
                        .failsWithin(Duration.ofSeconds(20));
            }
            assertThat(engine.statistics().cacheHits()).isZero();
            assertThat(engine.statistics().cachedAnswers()).isZero();
        }
    }

    @Test
    void staysWithinItsCharacters() {
        try (InferenceEngine.Lease engine = engine(2_000)) {
            for (int i = 0; i < 200; i++) {
                engine.submit(request(List.of(QUEUE), "refund number " + i)).join();
            }
            assertThat(engine.statistics().cachedAnswers()).isBetween(1L, 40L);
        }
    }

    @Test
    void isOffWithoutCharacters() {
        try (InferenceEngine.Lease engine = engine(0)) {
            engine.submit(request(List.of(QUEUE), "refund")).join();
            assertThat(engine.submit(request(List.of(QUEUE), "refund")).join().effort().cacheHit())
                    .isFalse();
            assertThat(engine.statistics().cachedAnswers()).isZero();
        }
    }

    @Test
    void doesNotLetOneCallerCancelTheOthers() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            CompletableFuture<InferenceResult> first =
                    engine.submit(request(List.of(QUEUE), "refund"));
            first.cancel(true);
            assertThat(engine.submit(request(List.of(QUEUE), "refund")).join().of(QUEUE).overall())
                    .hasSize(3);
        }
    }

    @Test
    void leavesNobodyWaitingForARequestThatEndedInAnError() {
        try (InferenceEngine.Lease engine = engine(10_000)) {
            InferenceRequest request = request(List.of(QUEUE), "refund");
            List<CompletableFuture<InferenceResult>> joined = new ArrayList<>();
            List<Integer> dying =
                    new FirstPassage(
                            () -> {
                                joined.add(engine.submit(request));
                                throw new StackOverflowError("made by a test");
                            });
            InferenceRequest equal =
                    new InferenceRequest(
                            request.passages(),
                            List.of(new InferenceRequest.Question(QUEUE, dying)));

            assertThatThrownBy(() -> engine.submit(equal)).isInstanceOf(StackOverflowError.class);
            assertThat(joined).hasSize(1);
            assertThat(joined.get(0))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(InferenceException.class)
                    .withMessageContaining("made by a test");
            assertThat(engine.submit(request)).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    /** The passages {@code [0]}; does something when they are about to be tokenized. */
    private static final class FirstPassage extends AbstractList<Integer> {
        private final Runnable whenRead;

        private FirstPassage(Runnable whenRead) {
            this.whenRead = whenRead;
        }

        @Override
        public Integer get(int index) {
            return Objects.checkIndex(index, 1);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void forEach(Consumer<? super Integer> action) {
            whenRead.run();
        }
    }

    private static InferenceEngine.Lease engine(long cacheMaxChars) {
        EngineSettings settings =
                new EngineSettings(
                        TinyModel.store(), 2, 1, 512, cacheMaxChars, Duration.ofSeconds(30));
        InferenceEngine.Lease engine = InferenceEngine.acquire(settings);
        engine.prepare(TinyModel.TASKS);
        return engine;
    }
}
