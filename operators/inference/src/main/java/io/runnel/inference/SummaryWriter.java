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
import io.runnel.inference.summary.GuardedSummary;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(SummaryWriter.class);

    /** Kinds of entities that are numbers, which are compared as such; in lower case. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "date",
                    "time",
                    "duration",
                    "money",
                    "percent",
                    "percentage",
                    "quantity",
                    "cardinal",
                    "ordinal");

    private final InferenceEngine.Lease engine;
    private final WriteSummary how;
    private final LoadedWriter writer;
    private final WritingLine line;
    private final LongSummaries summaries;
    private final ExecutorService cutting;
    private volatile boolean closed;

    SummaryWriter(InferenceEngine.Lease engine, WriteSummary how, LoadedWriter writer) {
        this.engine = engine;
        this.how = how;
        this.writer = writer;
        this.line = writer.openLine();
        this.summaries =
                new LongSummaries(this::write, writer::count, writer.room(how.maxNewTokens()));
        this.cutting = Executors.newSingleThreadExecutor(new EngineThreads("summary"));
    }

    /**
     * A summary of these passages; where writing fails, the extractive one. The future fails with
     * an {@link InferenceException} {@code CLOSED} only.
     *
     * @param extractive takes the place of what does not stand
     */
    public CompletableFuture<SummaryOutcome> summarize(List<Passage> passages, String extractive) {
        String source = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        CompletableFuture<SummaryOutcome> written;
        try {
            written =
                    CompletableFuture.supplyAsync(() -> summaries.of(source), cutting)
                            .thenCompose(Function.identity())
                            .thenComposeAsync(whole -> judged(source, whole, extractive), cutting);
        } catch (RejectedExecutionException e) {
            written = CompletableFuture.failedFuture(e);
        }
        return written.exceptionallyCompose(failure -> instead(cause(failure), extractive));
    }

    /** Stops what is being written for this lease. */
    void close() {
        closed = true;
        writer.close(line);
        cutting.shutdown();
    }

    private CompletableFuture<LongSummaries.Part> write(String part) {
        return writer.write(line, part, writer.settings(how.maxNewTokens()), how.longest())
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

    private CompletableFuture<SummaryOutcome> instead(Throwable cause, String extractive) {
        if (closed || isClosed(cause)) {
            return CompletableFuture.failedFuture(
                    new InferenceException(
                            InferenceException.Cause.CLOSED,
                            "The engine was closed before this summary was written.",
                            cause));
        }
        LOG.warn("A summary cannot be written; sentences are quoted instead.", cause);
        GuardedSummary quoted =
                new GuardedSummary(extractive, GuardedSummary.Method.EXTRACTIVE_INSTEAD, List.of());
        return CompletableFuture.completedFuture(
                new SummaryOutcome(quoted, 0, false, writer.facts()));
    }

    private static boolean isClosed(Throwable cause) {
        return (cause instanceof WritingException writing
                        && writing.kind() == WritingException.Kind.CLOSED)
                || (cause instanceof InferenceException inference
                        && inference.kind() == InferenceException.Cause.CLOSED);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
