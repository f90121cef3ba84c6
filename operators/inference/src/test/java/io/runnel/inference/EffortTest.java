package io.runnel.inference;

import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.InferenceResult.Effort;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EffortTest {
    @Test
    void tellsWhatADocumentTook() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            long start = System.nanoTime();
            Effort effort =
                    engine.submit(request("refund", "", "the refund was paid. ".repeat(40)))
                            .join()
                            .effort();
            long wall = System.nanoTime() - start;

            assertThat(effort.chunks()).isGreaterThan(2);
            assertThat(effort.tokens()).isGreaterThan(1 + 40 * 5);
            assertThat(effort.truncated()).isFalse();
            assertThat(effort.cacheHit()).isFalse();
            assertThat(effort.tokenizeNanos()).isPositive().isLessThan(wall);
            assertThat(effort.queueNanos()).isPositive().isLessThan(wall);
            assertThat(effort.modelNanos())
                    .isPositive()
                    .isLessThan(2 * wall + TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(effort.totalNanos()).isPositive().isLessThanOrEqualTo(wall);
            assertThat(engine.statistics().chunks()).isEqualTo(effort.chunks());
            assertThat(engine.statistics().tokens()).isEqualTo(effort.tokens());
        }
    }
}
