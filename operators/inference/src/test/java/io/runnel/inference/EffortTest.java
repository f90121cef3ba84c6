package io.runnel.inference;

import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.InferenceResult.Effort;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class EffortTest {
    private static final long SUBMITTED = 1_000;
    private static final long QUEUED = 1_020;
    private static final long STARTED = 1_050;
    private static final long RAN = 1_090;
    private static final long ANSWERED = 1_140;
    private static final long ASKED_AGAIN = 1_200;
    private static final long ANSWERED_AGAIN = 1_207;

    @Test
    void tellsHowMuchOfADocumentWasRead() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            Effort effort =
                    engine.submit(request("refund", "", "the refund was paid. ".repeat(40)))
                            .join()
                            .effort();

            assertThat(effort.chunks()).isGreaterThan(2);
            assertThat(effort.tokens()).isGreaterThan(1 + 40 * 5);
            assertThat(effort.truncated()).isFalse();
            assertThat(effort.cacheHit()).isFalse();
            assertThat(engine.statistics().chunks()).isEqualTo(effort.chunks());
            assertThat(engine.statistics().tokens()).isEqualTo(effort.tokens());
        }
    }

    @Test
    void tellsHowLongEachPhaseTook() {
        LongSupplier clock =
                readings(SUBMITTED, QUEUED, STARTED, RAN, ANSWERED, ASKED_AGAIN, ANSWERED_AGAIN);
        RunningEngine running = new RunningEngine(oneWorkerAndACache(), clock);
        try (InferenceEngine.Lease engine = new EngineLease(running, running::close)) {
            engine.prepare(List.of(QUEUE));
            Effort effort = engine.submit(request(List.of(QUEUE), "refund")).join().effort();

            assertThat(effort.chunks()).isEqualTo(1);
            assertThat(effort.tokenizeNanos()).isEqualTo(QUEUED - SUBMITTED);
            assertThat(effort.queueNanos()).isEqualTo(STARTED - QUEUED);
            assertThat(effort.modelNanos()).isEqualTo(RAN - STARTED);
            assertThat(effort.totalNanos()).isEqualTo(ANSWERED - SUBMITTED);
            assertThat(engine.statistics().tokenizeNanos()).isEqualTo(QUEUED - SUBMITTED);
            assertThat(engine.statistics().queueNanos()).isEqualTo(STARTED - QUEUED);
            assertThat(engine.statistics().modelNanos()).isEqualTo(RAN - STARTED);
            assertThat(engine.statistics(QUEUE.model()))
                    .isEqualTo(
                            new ModelStatistics(
                                    1, 1, engine.statistics().paddedTokens(), RAN - STARTED));
            assertThat(engine.statistics(new ModelId("nobody", "1")).runs()).isZero();

            Effort again = engine.submit(request(List.of(QUEUE), "refund")).join().effort();

            assertThat(again.cacheHit()).isTrue();
            assertThat(again.modelNanos()).isZero();
            assertThat(again.totalNanos()).isEqualTo(ANSWERED_AGAIN - ASKED_AGAIN);
        }
    }

    /** One worker, so that the clock is read in the order of the phases. */
    private static EngineSettings oneWorkerAndACache() {
        return new EngineSettings(TinyModel.store(), 1, 1, 512, 10_000, Duration.ofSeconds(30));
    }

    /** A clock that shows these times, one at each look. */
    private static LongSupplier readings(long... nanos) {
        AtomicInteger looks = new AtomicInteger();
        return () -> nanos[looks.getAndIncrement()];
    }
}
