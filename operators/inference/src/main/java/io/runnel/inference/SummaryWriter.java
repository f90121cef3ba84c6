package io.runnel.inference;

import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.generate.WritingException;
import io.runnel.inference.generate.WritingLine;
import io.runnel.inference.summary.FaithfulnessGuard;
import io.runnel.inference.summary.LongSummaries;
import io.runnel.inference.summary.WrittenSentence;
import io.runnel.inference.task.Embeddings;
import io.runnel.inference.task.EntitySpan;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.Vector;
import io.runnel.inference.text.Passage;
import io.runnel.inference.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes summaries with one model and holds them to their source with others. Thread-safe; lives as
 * long as the lease that made it.
 */
public final class SummaryWriter {
    /** Kinds of entities that are numbers, which are compared as such; in lower case. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "cardinal",
                    "date",
                    "duration",
                    "money",
                    "number",
                    "ordinal",
                    "percent",
                    "percentage",
                    "quantity",
                    "time");

    private final InferenceEngine.Lease engine;
    private final WriteSummary how;
    private final LoadedWriter writer;
    private final WritingLine line;
    private final LongSummaries summaries;

    SummaryWriter(InferenceEngine.Lease engine, WriteSummary how, LoadedWriter writer) {
        this.engine = engine;
        this.how = how;
        this.writer = writer;
        this.line = writer.openLine();
        this.summaries =
                new LongSummaries(this::write, writer::count, writer.room(how.maxNewTokens()));
    }

    /**
     * A summary of these passages. The future fails with an {@link InferenceException}.
     *
     * @param extractive takes the place of what does not stand
     */
    public CompletableFuture<SummaryOutcome> summarize(List<Passage> passages, String extractive) {
        String source = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        return summaries
                .of(source)
                .thenCompose(whole -> judged(source, whole, extractive))
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(asInference(failure)));
    }

    private CompletableFuture<LongSummaries.Part> write(String part) {
        return writer.write(
                        line,
                        part,
                        writer.settings(how.maxNewTokens()),
                        how.seed(),
                        how.longest())
                .thenApply(
                        written -> new LongSummaries.Part(writer.text(written), written.isCut()));
    }

    private CompletableFuture<SummaryOutcome> judged(
            String source, LongSummaries.Whole whole, String extractive) {
        List<String> sentences = sentences(whole.text());
        CompletableFuture<List<Vector>> ofSource =
                how.comparing().isPresent()
                        ? ask(sentences(source), List.of(how.alike())).thenApply(this::vectors)
                        : CompletableFuture.completedFuture(List.of());
        List<Task<?>> tasks = new ArrayList<>(List.of(how.names()));
        how.comparing().ifPresent(tasks::add);
        return ofSource.thenCombine(
                ask(sentences, tasks),
                (vectors, answers) ->
                        new SummaryOutcome(
                                new FaithfulnessGuard(how.rule(), source, vectors)
                                        .apply(written(sentences, answers), extractive),
                                whole.parts(),
                                whole.cut(),
                                writer.facts()));
    }

    private CompletableFuture<InferenceResult> ask(List<String> texts, List<Task<?>> tasks) {
        List<Passage> passages = texts.stream().map(text -> new Passage("text", text)).toList();
        List<Integer> all = IntStream.range(0, texts.size()).boxed().toList();
        return engine.submit(
                new InferenceRequest(
                        passages, tasks.stream().map(task -> new Question(task, all)).toList()));
    }

    private List<WrittenSentence> written(List<String> sentences, InferenceResult answers) {
        Map<Integer, List<String>> names = new HashMap<>();
        for (EntitySpan entity : answers.of(how.names()).spans()) {
            if (!NO_NAMES.contains(entity.entityGroup().toLowerCase(Locale.ROOT))) {
                names.computeIfAbsent(entity.index(), first -> new ArrayList<>())
                        .add(entity.span().of(sentences.get(entity.index())));
            }
        }
        Map<Integer, Vector> vectors = new HashMap<>();
        how.comparing()
                .ifPresent(
                        task ->
                                answers.of(task)
                                        .passages()
                                        .forEach(one -> vectors.put(one.index(), one.vector())));
        List<WrittenSentence> written = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            written.add(
                    new WrittenSentence(
                            sentences.get(i), names.getOrDefault(i, List.of()), vectors.get(i)));
        }
        return List.copyOf(written);
    }

    private List<Vector> vectors(InferenceResult answers) {
        return answers.of(how.alike()).passages().stream()
                .map(Embeddings.OfPassage::vector)
                .toList();
    }

    private static List<String> sentences(String text) {
        return SentenceSplitter.split(text).stream().map(span -> span.of(text)).toList();
    }

    private static Throwable asInference(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof WritingException writing
                ? new InferenceException(cause(writing), writing.getMessage(), writing)
                : cause;
    }

    private static InferenceException.Cause cause(WritingException failure) {
        return switch (failure.kind()) {
            case FAILED -> InferenceException.Cause.MODEL_FAILED;
            case TIMED_OUT -> InferenceException.Cause.TIMED_OUT;
            case CLOSED -> InferenceException.Cause.CLOSED;
        };
    }
}
