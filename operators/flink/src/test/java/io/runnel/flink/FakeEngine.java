package io.runnel.flink;

import io.runnel.inference.EngineSettings;
import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceException;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.ModelStatistics;
import io.runnel.inference.Summarizer;
import io.runnel.inference.SummaryOutcome;
import io.runnel.inference.WriteSummary;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.modelstore.Generation;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadShape;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.QuoteRule;
import io.runnel.modelstore.TagDecoding;
import io.runnel.modelstore.TokenTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine without models. A text with {@code broken} fails, one with {@code slow} times out, one
 * with {@code waits} is answered when the test says so; all others at once, on the calling thread.
 */
final class FakeEngine implements InferenceEngine.Lease {
    private static final Map<String, FakeEngine> BY_NAME = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<CompletableFuture<SummaryOutcome>> unwritten = new ArrayDeque<>();
    private final AtomicInteger leases = new AtomicInteger();
    private volatile EngineSettings settings;
    private volatile List<? extends Task<?>> prepared = List.of();
    private volatile boolean fields;
    private volatile boolean withoutLanguageModel;
    private final Map<String, List<String>> headLanguages = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger guesses = new AtomicInteger();
    private final AtomicInteger languagePreparations = new AtomicInteger();
    private volatile int mostCharsGuessed;

    private record Waiting(InferenceRequest request, CompletableFuture<InferenceResult> future) {}

    FakeEngine() {
        BY_NAME.put(name, this);
    }

    /** A provider that finds this engine again after its journey through a job graph. */
    EngineProvider provider() {
        String sought = name;
        return asked -> BY_NAME.get(sought).leased(asked);
    }

    private FakeEngine leased(EngineSettings asked) {
        settings = asked;
        leases.incrementAndGet();
        return this;
    }

    EngineSettings settings() {
        return settings;
    }

    List<? extends Task<?>> prepared() {
        return prepared;
    }

    int leases() {
        return leases.get();
    }

    @Override
    public void prepare(List<? extends Task<?>> tasks) {
        for (Task<?> task : tasks) {
            if (task.model().name().equals("missing")) {
                throw new IllegalArgumentException(
                        "Model " + task.model() + " is not in the store; there is runnel-base/3.");
            }
        }
        prepared = tasks;
    }

    @Override
    public synchronized CompletableFuture<InferenceResult> submit(InferenceRequest request) {
        request.questions().forEach(question -> asked.add(question.task().head()));
        if (says(request, "broken")) {
            return CompletableFuture.failedFuture(
                    new InferenceException(
                            InferenceException.Cause.MODEL_FAILED,
                            "the model gave a number that is none",
                            new ArithmeticException("NaN")));
        }
        if (says(request, "unaskable")) {
            throw new ArithmeticException("a fault in the tokenizer");
        }
        if (says(request, "unreadable")) {
            return CompletableFuture.completedFuture(new InferenceResult(Map.of(), Map.of(), null));
        }
        if (says(request, "slow")) {
            return CompletableFuture.failedFuture(
                    new InferenceException(
                            InferenceException.Cause.TIMED_OUT,
                            "the run took longer than 60 s",
                            null));
        }
        if (says(request, "waits")) {
            CompletableFuture<InferenceResult> future = new CompletableFuture<>();
            waiting.addLast(new Waiting(request, future));
            notifyAll();
            return future;
        }
        return CompletableFuture.completedFuture(Answers.to(request));
    }

    /** Answers what has waited longest. */
    synchronized void answerFirst() {
        answer(waiting.removeFirst());
    }

    /** Answers what has waited shortest. */
    synchronized void answerLast() {
        answer(waiting.removeLast());
    }

    /** Answers so many documents, each as soon as it waits; returns when done. */
    void answerAsTheyCome(int documents) {
        for (int i = 0; i < documents; i++) {
            answer(takeWaiting());
        }
    }

    private synchronized Waiting takeWaiting() {
        try {
            while (waiting.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(
                    "The test was interrupted while it waited for a document.", e);
        }
        return waiting.removeFirst();
    }

    /** Fails all that wait, as an engine does that stops. */
    synchronized void stop() {
        InferenceException closed =
                new InferenceException(
                        InferenceException.Cause.CLOSED, "the engine was closed", null);
        waiting.forEach(one -> one.future().completeExceptionally(closed));
        waiting.clear();
        unwritten.forEach(one -> one.completeExceptionally(closed));
        unwritten.clear();
    }

    /** Writes what {@link #writeFirst} says, when it says so. */
    @Override
    public Summarizer prepareWriting(WriteSummary how) {
        return (passages, extractive) -> {
            CompletableFuture<SummaryOutcome> summary = new CompletableFuture<>();
            unwritten.add(summary);
            return summary;
        };
    }

    /** The summary that has waited longest is written. */
    synchronized void writeFirst(SummaryOutcome summary) {
        unwritten.remove().complete(summary);
    }

    /** The summaries that are asked for and not written. */
    Deque<CompletableFuture<SummaryOutcome>> unwritten() {
        return unwritten;
    }

    /**
     * Heads that know English, or what {@link #knows} says; the one for fields only where {@link
     * #knowsFields} was called.
     */
    @Override
    public ModelCard card(ModelId model) {
        List<Head> heads = new ArrayList<>();
        heads.add(head("ticket-queue", HeadTask.TEXT_CLASSIFICATION));
        heads.add(head("sentiment", HeadTask.SENTIMENT));
        heads.add(head("entities", HeadTask.TOKEN_CLASSIFICATION));
        heads.add(head("salience", HeadTask.SENTENCE_SALIENCE));
        if (fields) {
            heads.add(head("invoice-fields", HeadTask.FIELD_EXTRACTION));
        }
        return new ModelCard(
                model,
                "none",
                "A card without a model.",
                "",
                List.of("en"),
                "onnx/model.onnx",
                "int8",
                256,
                TokenTypes.NONE,
                heads,
                Map.of(),
                false,
                Generation.NONE);
    }

    private Head head(String name, HeadTask task) {
        List<String> languages = headLanguages.getOrDefault(name, List.of("en"));
        return new Head(
                name,
                task,
                name,
                List.of("O"),
                1,
                1,
                languages,
                TagDecoding.ARGMAX,
                QuoteRule.DEFAULT,
                HeadShape.DEFAULT);
    }

    /** From now on this head of its models knows these languages. */
    FakeEngine knows(String head, String... languages) {
        headLanguages.put(head, List.of(languages));
        return this;
    }

    /** The heads that were asked anything. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** From now on its models have a head for the fields of invoices. */
    FakeEngine knowsFields() {
        fields = true;
        return this;
    }

    /** From now on its language model cannot be loaded. */
    FakeEngine lacksTheLanguageModel() {
        withoutLanguageModel = true;
        return this;
    }

    @Override
    public void prepareLanguage() {
        languagePreparations.incrementAndGet();
        requireLanguageModel();
    }

    int languagePreparations() {
        return languagePreparations.get();
    }

    private void requireLanguageModel() {
        if (withoutLanguageModel) {
            throw new IllegalStateException("The language model is missing from the class path.");
        }
    }

    /** German for a text with {@code Grüße}, unsure of one with {@code hmm}, else English. */
    @Override
    public LanguageGuess language(String text) {
        requireLanguageModel();
        guesses.incrementAndGet();
        mostCharsGuessed = Math.max(mostCharsGuessed, text.length());
        if (text.contains("hmm")) {
            return new LanguageGuess("de", 0.55);
        }
        return text.contains("Grüße") ? new LanguageGuess("de", 0.9) : new LanguageGuess("en", 0.8);
    }

    int guesses() {
        return guesses.get();
    }

    /** The length of the longest text whose language it was asked for. */
    int mostCharsGuessed() {
        return mostCharsGuessed;
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9_000_000,
                10_000_000,
                11_000_000,
                12,
                13,
                14,
                15,
                16,
                17,
                18);
    }

    @Override
    public ModelStatistics statistics(ModelId model) {
        return new ModelStatistics(1, 2, 3, 4_000_000);
    }

    @Override
    public void close() {
        stop();
        leases.decrementAndGet();
    }

    private static void answer(Waiting one) {
        one.future().complete(Answers.to(one.request()));
    }

    private static boolean says(InferenceRequest request, String word) {
        return request.passages().stream().anyMatch(passage -> passage.text().contains(word));
    }
}
