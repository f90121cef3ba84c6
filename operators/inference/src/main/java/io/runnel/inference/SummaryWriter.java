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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes summaries with one model and holds them to their source with others.
 *
 * <p>Texts are cut and tokenized on a thread of its own: callers come from threads that run models.
 */
final class SummaryWriter implements Summarizer {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryWriter.class);

    /** Of failures, the first is told, and then one of so many. */
    private static final int FAILURES_OF_A_LINE = 100;

    /** How a sentence ends: a full stop of any script, and what closes behind it. */
    private static final Pattern ENDS = Pattern.compile("[.!?…。！？؟।]\\p{Pf}*[\"')\\]]*\\s*$");

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

    private final Judges judges;
    private final WriteSummary how;
    private final LoadedWriter writer;
    private final WritingLine line;
    private final int room;
    private final ThreadPoolExecutor texts =
            new ThreadPoolExecutor(
                    1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    private final AtomicLong failures = new AtomicLong();
    private final Set<CompletableFuture<SummaryOutcome>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile Thread reading;

    /** Who says what is in sentences: {@link InferenceEngine.Lease#submit}, or the like. */
    interface Judges {
        CompletableFuture<InferenceResult> submit(InferenceRequest request);
    }

    SummaryWriter(Judges judges, WriteSummary how, LoadedWriter writer) {
        this.judges = judges;
        this.how = how;
        this.writer = writer;
        this.line = writer.openLine();
        this.room = writer.room(how.maxNewTokens());
    }

    @Override
    @SuppressWarnings({
        "FutureReturnValueIgnored", // both stages only pass on what "answer" says
        "CollectionUndefinedEquality" // each answer is itself alone
    })
    public CompletableFuture<SummaryOutcome> summarize(List<Passage> passages, String extractive) {
        String source = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        CompletableFuture<SummaryOutcome> answer = new CompletableFuture<>();
        SummaryDraft draft = new SummaryDraft(how.longest());
        open.add(answer);
        answer.whenComplete(
                (outcome, failure) -> {
                    open.remove(answer);
                    draft.stop();
                });
        if (closed) {
            answer.completeExceptionally(nobodyWrites(null));
            return answer;
        }
        new LongSummaries(part -> write(part, draft), writer::count, room, texts)
                .of(source)
                .thenComposeAsync(whole -> judged(source, whole, extractive), texts)
                .whenComplete(
                        (outcome, failure) -> {
                            if (failure == null) {
                                answer.complete(outcome);
                            } else {
                                withoutWriting(answer, cause(failure), extractive);
                            }
                        });
        return answer;
    }

    /**
     * Fails what is not written, forgets what was to be done for it, and waits until nothing of it
     * is read or tokenized any more. What has its answer may call it: then only what it does itself
     * is left.
     */
    void close() {
        closed = true;
        open.forEach(answer -> answer.completeExceptionally(nobodyWrites(null)));
        // In this order: a pool that is shut down hands its thread what is in the queue, and one
        // that
        // is emptied after it has looked waits for ever.
        texts.getQueue().clear();
        texts.shutdown();
        boolean interrupted = false;
        boolean waiting = !Thread.currentThread().equals(reading);
        while (waiting) {
            try {
                waiting = !texts.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new EngineThreads("summary").newThread(work);
        reading = thread;
        return thread;
    }

    private void withoutWriting(
            CompletableFuture<SummaryOutcome> answer, Throwable cause, String extractive) {
        if (closed || saysClosed(cause)) {
            answer.completeExceptionally(nobodyWrites(cause));
        } else if (cause instanceof RuntimeException || cause instanceof StackOverflowError) {
            if (answer.complete(SummaryOutcome.quoted(extractive, writer.facts()))
                    && failures.getAndIncrement() % FAILURES_OF_A_LINE == 0) {
                LOG.warn(
                        "No summary could be written by {}, {} so far; sentences are quoted"
                                + " instead.",
                        how.model(),
                        failures.get(),
                        cause);
            }
        } else {
            answer.completeExceptionally(cause);
        }
    }

    private CompletableFuture<LongSummaries.Part> write(String part, SummaryDraft draft) {
        if (draft.isStopped()) {
            return CompletableFuture.failedFuture(
                    new CancellationException("Nobody waits for this summary."));
        }
        return draft.add(
                        writer.write(
                                line,
                                part,
                                writer.settings(how.maxNewTokens()),
                                how.seed(),
                                draft.time()))
                .thenApply(
                        written -> new LongSummaries.Part(writer.text(written), written.isCut()));
    }

    private CompletableFuture<SummaryOutcome> judged(
            String source, LongSummaries.Whole whole, String extractive) {
        if (whole.text().isBlank() && whole.cut()) {
            // There was no time for a single word.
            return CompletableFuture.completedFuture(
                    SummaryOutcome.quoted(extractive, writer.facts()));
        }
        List<String> sentences = complete(sentences(whole.text()), whole.cut());
        CompletableFuture<List<Vector>> ofSource =
                how.comparing().isPresent()
                        ? ask(sentences(source), List.of(how.alike())).thenApply(this::vectors)
                        : CompletableFuture.completedFuture(List.of());
        List<Task<?>> tasks = new ArrayList<>(List.of(how.names()));
        how.comparing().ifPresent(tasks::add);
        return ofSource.thenCombineAsync(
                ask(sentences, tasks),
                (vectors, answers) ->
                        new SummaryOutcome(
                                new FaithfulnessGuard(how.rule(), source, vectors)
                                        .apply(written(sentences, answers), extractive),
                                whole.parts(),
                                whole.cut(),
                                writer.facts()),
                texts);
    }

    private CompletableFuture<InferenceResult> ask(List<String> texts, List<Task<?>> tasks) {
        List<Passage> passages = texts.stream().map(text -> new Passage("text", text)).toList();
        List<Integer> all = IntStream.range(0, texts.size()).boxed().toList();
        return judges.submit(
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

    /** Without the half sentence at the end of a text that was cut, if it has others. */
    static List<String> complete(List<String> sentences, boolean cut) {
        int last = sentences.size() - 1;
        return cut && last > 0 && !ENDS.matcher(sentences.get(last)).find()
                ? sentences.subList(0, last)
                : sentences;
    }

    private static List<String> sentences(String text) {
        return SentenceSplitter.split(text).stream().map(span -> span.of(text)).toList();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static boolean saysClosed(Throwable cause) {
        return (cause instanceof WritingException writing
                        && writing.kind() == WritingException.Kind.CLOSED)
                || (cause instanceof InferenceException inference
                        && inference.kind() == InferenceException.Cause.CLOSED);
    }

    private static InferenceException nobodyWrites(Throwable cause) {
        return new InferenceException(
                InferenceException.Cause.CLOSED,
                "The engine was closed before this summary was written.",
                cause);
    }
}
