package io.runnel.inference;

import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.batch.Line;
import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One user's share of the running engine: the tasks it prepared, and a share of each of their
 * models.
 */
final class EngineLease implements InferenceEngine.Lease {
    private final RunningEngine engine;
    private final Runnable release;
    private final Line<RowRun> line;
    private final Map<ModelId, SharedValues.Share<LoadedModel>> models = new HashMap<>();
    private final Map<ModelId, SharedValues.Share<LoadedWriter>> writers = new HashMap<>();
    private final List<SummaryWriter> summaryWriters = new ArrayList<>();
    private final Map<Task<?>, PreparedTask> tasks = new ConcurrentHashMap<>();
    private final Map<ModelId, ModelCard> cards = new ConcurrentHashMap<>();
    private boolean closed;

    /**
     * @param release gives the share back
     */
    EngineLease(RunningEngine engine, Runnable release) {
        this.engine = engine;
        this.release = release;
        this.line = engine.openLine();
    }

    @Override
    public synchronized void prepare(List<? extends Task<?>> wanted) {
        requireOpen();
        for (Task<?> task : wanted) {
            if (!tasks.containsKey(task)) {
                SharedValues.Share<LoadedModel> model =
                        models.computeIfAbsent(task.model(), id -> engine.models().acquire(id));
                cards.put(task.model(), model.value().directory().card());
                tasks.put(task, PreparedTask.of(task, model.value()));
            }
        }
        models.forEach(this::want);
    }

    @Override
    public synchronized Summarizer prepareWriting(WriteSummary how) {
        requireOpen();
        List<Task<?>> judging = new ArrayList<>(List.of(how.names()));
        how.comparing().ifPresent(judging::add);
        prepare(judging);
        SharedValues.Share<LoadedWriter> writer =
                writers.computeIfAbsent(how.model(), id -> engine.models().acquireWriter(id));
        SummaryWriter summaries = new SummaryWriter(this::judge, how, writer.value());
        summaryWriters.add(summaries);
        return summaries;
    }

    @Override
    public CompletableFuture<InferenceResult> submit(InferenceRequest request) {
        return engine.submit(request, asked(request), line);
    }

    /**
     * The same for what the engine asks itself: no document, and no answer that anybody asks for
     * again.
     */
    private CompletableFuture<InferenceResult> judge(InferenceRequest request) {
        return engine.submitUnknown(request, asked(request), line);
    }

    private Map<Task<?>, PreparedTask> asked(InferenceRequest request) {
        Map<Task<?>, PreparedTask> asked = new HashMap<>();
        for (Question question : request.questions()) {
            PreparedTask task = tasks.get(question.task());
            if (task == null) {
                throw new IllegalStateException(
                        "Task "
                                + question.task()
                                + " was not prepared by this lease; prepared are "
                                + List.copyOf(tasks.keySet())
                                + ".");
            }
            if (asked.put(question.task(), task) != null) {
                throw new IllegalArgumentException(
                        "Task "
                                + question.task()
                                + " is asked twice; name all its passages in one question.");
            }
            requireAscending(question, request.passages().size());
        }
        return asked;
    }

    @Override
    public ModelCard card(ModelId model) {
        return cards.computeIfAbsent(model, engine.models()::card);
    }

    @Override
    public void prepareLanguage() {
        engine.prepareLanguage();
    }

    @Override
    public LanguageGuess language(String text) {
        return engine.language(text);
    }

    @Override
    public EngineStatistics statistics() {
        return engine.statistics();
    }

    @Override
    public ModelStatistics statistics(ModelId model) {
        return engine.statistics(model);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List<Runnable> last = new ArrayList<>();
            summaryWriters.forEach(writer -> last.add(writer::close));
            models.values().forEach(model -> last.add(model::close));
            writers.values().forEach(writer -> last.add(writer::close));
            last.add(release);
            tasks.clear();
            models.clear();
            writers.clear();
            runAll(last);
        }
    }

    /** Runs all of them, whatever one throws; the first that failed is thrown in the end. */
    static void runAll(List<Runnable> all) {
        RuntimeException failure = null;
        for (Runnable one : all) {
            try {
                one.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** All heads at once, as a model may be loaded again for those that are new. */
    private void want(ModelId id, SharedValues.Share<LoadedModel> model) {
        Set<String> heads = new HashSet<>();
        for (PreparedTask prepared : tasks.values()) {
            if (prepared.task().model().equals(id)) {
                heads.addAll(prepared.reader().heads());
            }
        }
        if (!heads.isEmpty()) {
            // Answers need not wait for it.
            var unused = model.value().handle().want(heads);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This lease of the engine is closed.");
        }
    }

    private static void requireAscending(Question question, int passages) {
        int last = -1;
        for (int passage : question.passages()) {
            if (passage <= last || passage >= passages) {
                throw new IllegalArgumentException(
                        "Task "
                                + question.task()
                                + " asks about passages "
                                + question.passages()
                                + "; expected ascending places from 0 to "
                                + (passages - 1)
                                + ".");
            }
            last = passage;
        }
    }
}
