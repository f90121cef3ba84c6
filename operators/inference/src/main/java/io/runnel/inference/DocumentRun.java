package io.runnel.inference;

import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult.Effort;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.task.DocumentLogits;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** One document on its way through the engine: collects the logits of its rows, then answers. */
final class DocumentRun {
    private final InferenceRequest request;
    private final Map<Task<?>, PreparedTask> tasks;
    private final Map<RowSource, ModelReading> readings;
    private final CompletableFuture<InferenceResult> answer;
    private final Clock clock;
    private final AtomicInteger missingRows;

    DocumentRun(
            InferenceRequest request,
            Map<Task<?>, PreparedTask> tasks,
            Map<RowSource, ModelReading> readings,
            CompletableFuture<InferenceResult> answer,
            Clock clock) {
        this.request = request;
        this.tasks = tasks;
        this.readings = readings;
        this.answer = answer;
        this.clock = clock;
        this.missingRows =
                new AtomicInteger(
                        readings.values().stream()
                                .mapToInt(reading -> reading.rows().size())
                                .sum());
    }

    Collection<ModelReading> readings() {
        return readings.values();
    }

    int rows() {
        return readings.values().stream().mapToInt(reading -> reading.rows().size()).sum();
    }

    int tokens() {
        return readings.values().stream().mapToInt(ModelReading::tokens).sum();
    }

    /** Whether nobody waits for more rows, because one failed. */
    boolean isOver() {
        return answer.isDone();
    }

    /** A run with at least one of its rows started and took this long. */
    void ran(long startNanos, long nanos) {
        clock.queueNanos().accumulateAndGet(startNanos - clock.queuedNanos(), Math::max);
        clock.modelNanos().addAndGet(nanos);
    }

    /** One row has its logits; the last one makes the answer. */
    void put(ModelReading reading, int row, RowLogits logits) {
        reading.put(row, logits);
        if (missingRows.decrementAndGet() == 0) {
            answer();
        }
    }

    /** Answers at once, if there is nothing to run. */
    void answerIfComplete() {
        if (missingRows.get() == 0) {
            answer();
        }
    }

    void fail(InferenceException failure) {
        answer.completeExceptionally(failure);
    }

    private void answer() {
        Map<Task<?>, Object> answers = new LinkedHashMap<>();
        Map<Task<?>, InferenceResult.ModelFacts> models = new LinkedHashMap<>();
        Map<RowSource, DocumentLogits> documents = new LinkedHashMap<>();
        readings.forEach((source, reading) -> documents.put(source, reading.document()));
        for (Question question : request.questions()) {
            PreparedTask task = tasks.get(question.task());
            DocumentLogits document = documents.get(task.source());
            DocumentLogits read =
                    question.task().longText() == LongText.TRUNCATE
                            ? document.truncated(task.source().form())
                            : document;
            answers.put(question.task(), task.reader().read(read, question.passages()));
            models.put(question.task(), task.model().facts());
        }
        answer.complete(new InferenceResult(answers, models, effort()));
    }

    private Effort effort() {
        boolean truncated =
                request.questions().stream()
                        .filter(question -> question.task().longText() == LongText.TRUNCATE)
                        .map(question -> readings.get(tasks.get(question.task()).source()))
                        .anyMatch(ModelReading::isLongerThanTruncated);
        return new Effort(
                rows(),
                tokens(),
                truncated,
                false,
                clock.tokenizeNanos(),
                clock.queueNanos().get(),
                clock.modelNanos().get(),
                clock.totalNanos());
    }

    /** Times of one document, as {@code nanoTime} shows them. */
    record Clock(
            LongSupplier nanoTime,
            long submittedNanos,
            long queuedNanos,
            AtomicLong queueNanos,
            AtomicLong modelNanos) {
        Clock(LongSupplier nanoTime, long submittedNanos, long queuedNanos) {
            this(nanoTime, submittedNanos, queuedNanos, new AtomicLong(), new AtomicLong());
        }

        long tokenizeNanos() {
            return queuedNanos - submittedNanos;
        }

        /** The time since the document was submitted. */
        long totalNanos() {
            return nanoTime.getAsLong() - submittedNanos;
        }
    }
}
