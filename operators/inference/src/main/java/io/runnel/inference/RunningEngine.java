package io.runnel.inference;

import io.runnel.inference.InferenceException.Cause;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.InferenceResult.Effort;
import io.runnel.inference.batch.BatchQueue;
import io.runnel.inference.batch.Line;
import io.runnel.inference.batch.QueuedChunk;
import io.runnel.inference.batch.TokenBudget;
import io.runnel.inference.language.LanguageDetector;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.inference.text.Passage;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The process's engine while somebody uses it: its queue, its workers, its models and its cache.
 */
final class RunningEngine {
    private static final Duration STOP_AT_EXIT = Duration.ofSeconds(5);

    private final EngineSettings settings;
    private final LongSupplier nanoTime;
    private final EngineModels models;
    private final BatchQueue<RowRun> queue;
    private final AnswerCache cache;
    private final EngineCounters counters = new EngineCounters();
    private final LanguageDetector languages = new LanguageDetector();
    private final List<Thread> workers = new ArrayList<>();

    /**
     * @param nanoTime the clock that measures what documents take; its workers read it too
     */
    RunningEngine(EngineSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.models = new EngineModels(settings);
        this.queue = new BatchQueue<>(new TokenBudget(settings.batchMaxTokens()));
        this.cache = new AnswerCache(settings.cacheMaxChars());
        EngineThreads threads = new EngineThreads("worker");
        for (int i = 0; i < settings.workers(); i++) {
            Thread worker =
                    threads.newThread(new Worker(queue, counters, settings.runTimeout(), nanoTime));
            workers.add(worker);
            worker.start();
        }
    }

    EngineSettings settings() {
        return settings;
    }

    EngineModels models() {
        return models;
    }

    void prepareLanguage() {
        languages.prepare();
    }

    LanguageGuess language(String text) {
        return languages.detect(text);
    }

    EngineStatistics statistics() {
        return counters.statistics(queue.size(), models, cache.size(), settings.batchMaxTokens());
    }

    ModelStatistics statistics(ModelId model) {
        return counters.statistics(model);
    }

    /** A line in the queue for one more lease: leases have equal shares of the workers. */
    Line<RowRun> openLine() {
        return queue.openLine();
    }

    /**
     * Answers a request whose tasks are all prepared.
     *
     * @param line where its rows wait
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage only passes on what "answer" says
    CompletableFuture<InferenceResult> submit(
            InferenceRequest request, Map<Task<?>, PreparedTask> tasks, Line<RowRun> line) {
        long submitted = nanoTime.getAsLong();
        counters.request();
        AnswerCache.Key key = key(request, tasks);
        CompletableFuture<InferenceResult> shared = new CompletableFuture<>();
        Optional<CompletableFuture<InferenceResult>> known = cache.join(key, shared);
        if (known.isPresent()) {
            counters.cacheHit();
            return forCaller(known.get(), answer -> asHit(answer, submitted));
        }
        CompletableFuture<InferenceResult> answer = new CompletableFuture<>();
        answer.whenComplete(
                (result, failure) -> {
                    cache.settle(key, result);
                    pass(result, failure, shared);
                });
        start(request, tasks, line, answer, submitted);
        return forCaller(shared, UnaryOperator.identity());
    }

    /**
     * The same for a request that is no document's: nobody counts it, and its answer is not kept.
     *
     * @param line where its rows wait
     */
    CompletableFuture<InferenceResult> submitUnknown(
            InferenceRequest request, Map<Task<?>, PreparedTask> tasks, Line<RowRun> line) {
        CompletableFuture<InferenceResult> answer = new CompletableFuture<>();
        start(request, tasks, line, answer, nanoTime.getAsLong());
        return answer;
    }

    /**
     * Fails what waits, lets runs under way end, and stops the workers. Leases have closed their
     * models before.
     */
    void close() {
        InferenceException closed =
                new InferenceException(
                        Cause.CLOSED,
                        "The engine was closed before this document was answered.",
                        null);
        queue.close().forEach(row -> row.owner().document().fail(closed));
        joinWorkers(settings.runTimeout().plusSeconds(1));
        models.close();
    }

    /** Stops runs under way, for the end of the process; waits a little for the workers. */
    void stop() {
        queue.close();
        models.stopRuns();
        joinWorkers(STOP_AT_EXIT);
    }

    /**
     * Queues a document's rows; one that cannot be queued has failed when this returns or throws.
     */
    private void start(
            InferenceRequest request,
            Map<Task<?>, PreparedTask> tasks,
            Line<RowRun> line,
            CompletableFuture<InferenceResult> answer,
            long submitted) {
        try {
            Map<RowSource, ModelReading> readings = Readings.of(request, tasks);
            long queued = nanoTime.getAsLong();
            DocumentRun document =
                    new DocumentRun(
                            request,
                            tasks,
                            readings,
                            answer,
                            new DocumentRun.Clock(nanoTime, submitted, queued));
            counters.tokenized(document.rows(), document.tokens(), queued - submitted);
            document.answerIfComplete();
            if (!queue.offer(line, chunks(document, queued))) {
                answer.completeExceptionally(
                        new InferenceException(Cause.CLOSED, "The engine is closed.", null));
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(notTokenized(e));
        } catch (Error e) {
            // Others may have joined this answer and would wait for ever.
            answer.completeExceptionally(notTokenized(e));
            throw e;
        }
    }

    private static InferenceException notTokenized(Throwable e) {
        return new InferenceException(
                Cause.MODEL_FAILED, "The text cannot be tokenized: " + e.getMessage(), e);
    }

    private static List<QueuedChunk<RowRun>> chunks(DocumentRun document, long queued) {
        List<QueuedChunk<RowRun>> chunks = new ArrayList<>();
        for (ModelReading reading : document.readings()) {
            LoadedModel model = reading.model();
            for (int row = 0; row < reading.rows().size(); row++) {
                QueuedChunk.Lane lane =
                        new QueuedChunk.Lane(
                                model.directory().digest(),
                                model.paddedLength(reading.rows().get(row)));
                chunks.add(
                        new QueuedChunk<>(
                                lane,
                                reading.rows().get(row),
                                new RowRun(document, reading, row),
                                queued));
            }
        }
        return chunks;
    }

    private static AnswerCache.Key key(InferenceRequest request, Map<Task<?>, PreparedTask> tasks) {
        List<String> digests = new ArrayList<>();
        for (Question question : request.questions()) {
            digests.add(tasks.get(question.task()).model().directory().digest());
        }
        return new AnswerCache.Key(
                request.passages().stream().map(Passage::text).toList(),
                request.questions(),
                digests);
    }

    private InferenceResult asHit(InferenceResult answer, long submitted) {
        Effort effort = answer.effort();
        Effort own =
                new Effort(
                        effort.chunks(),
                        effort.tokens(),
                        effort.truncated(),
                        true,
                        0,
                        0,
                        0,
                        nanoTime.getAsLong() - submitted);
        return new InferenceResult(answer.answers(), answer.models(), own);
    }

    /** A future of the caller's own, so that cancelling it cancels nobody else's. */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage only passes on what "shared" says
    private static CompletableFuture<InferenceResult> forCaller(
            CompletableFuture<InferenceResult> shared, UnaryOperator<InferenceResult> view) {
        CompletableFuture<InferenceResult> own = new CompletableFuture<>();
        shared.whenComplete(
                (answer, failure) ->
                        pass(answer == null ? null : view.apply(answer), failure, own));
        return own;
    }

    /** Completes a future as another one was, without a wrapper around the failure. */
    private static void pass(
            InferenceResult answer, Throwable failure, CompletableFuture<InferenceResult> to) {
        if (failure == null) {
            to.complete(answer);
        } else {
            to.completeExceptionally(failure);
        }
    }

    private void joinWorkers(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        for (Thread worker : workers) {
            try {
                if (worker != Thread.currentThread()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    worker.join(Math.max(1, left));
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
