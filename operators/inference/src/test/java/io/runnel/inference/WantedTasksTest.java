package io.runnel.inference;

import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.onnx.ModelHandle;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Leases of one engine that prepare other tasks of one model, the shipped one. */
class WantedTasksTest {
    private static final ModelId PACK = new ModelId("runnel-base", "3");
    private static final AnalyzeSentiment MOOD =
            new AnalyzeSentiment(PACK, "sentiment", LongText.CHUNK);
    private static final Classify QUEUE = new Classify(PACK, "ticket-queue", LongText.CHUNK);
    private static final String TEXT = "I was charged twice, and nobody answers my e-mails.";

    @Test
    void aLeaseThatPreparesMoreChangesNoAnswerOfOthers() {
        try (InferenceEngine.Lease first = InferenceEngine.acquire(settings());
                InferenceEngine.Lease second = InferenceEngine.acquire(settings())) {
            first.prepare(List.of(MOOD));
            Labels before = mood(first);
            second.prepare(List.of(QUEUE));
            assertThat(mood(first)).isEqualTo(before);
            Labels queue = queue(second);
            assertThat(queue.overall()).isNotEmpty();
            second.prepare(List.of(QUEUE, MOOD));
            assertThat(queue(second)).isEqualTo(queue);
            assertThat(mood(second)).isEqualTo(before);
            assertThat(first.statistics().openSessions()).isEqualTo(1);
        }
    }

    /** A summary reads two heads: how much a sentence belongs in it, and what it is about. */
    @Test
    void preparesEveryHeadThatATaskReadsAndNoOther() {
        RunningEngine engine = new RunningEngine(settings(), System::nanoTime);
        EngineLease lease = new EngineLease(engine, () -> {});
        lease.prepare(List.of(new Summarize(PACK, "salience", LongText.CHUNK, 60)));
        try (SharedValues.Share<LoadedModel> model = engine.models().acquire(PACK)) {
            ModelHandle handle = model.value().handle();
            handle.want(Set.of()).join();
            assertThat(handle.computed())
                    .containsExactlyInAnyOrder("salience", "sentence-embedding");
        }
        lease.close();
        engine.close();
    }

    private static EngineSettings settings() {
        return new EngineSettings(ShippedPack.store(), 2, 1, 512, 0, Duration.ofSeconds(30));
    }

    private static Labels mood(InferenceEngine.Lease engine) {
        return answer(engine, MOOD).of(MOOD);
    }

    private static Labels queue(InferenceEngine.Lease engine) {
        return answer(engine, QUEUE).of(QUEUE);
    }

    private static InferenceResult answer(InferenceEngine.Lease engine, Task<?> task) {
        return engine.submit(request(List.of(task), TEXT)).join();
    }
}
