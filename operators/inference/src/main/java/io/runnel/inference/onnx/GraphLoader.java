package io.runnel.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes native sessions of graphs, with the optimized graph of an earlier process where there is
 * one. The logits are the same bits either way.
 */
final class GraphLoader {
    private static final Logger LOG = LoggerFactory.getLogger(GraphLoader.class);
    private static final OptLevel OPTIMIZATION = OptLevel.ALL_OPT;

    /** How files end that are no weights. */
    private static final List<String> TEXTS = List.of(".json", ".yaml", ".md", ".txt");

    private final OrtEnvironment environment;
    private final GraphCache cache;
    private final OpenHandles handles;

    GraphLoader(OrtEnvironment environment, GraphCache cache, OpenHandles handles) {
        this.environment = environment;
        this.cache = cache;
        this.handles = handles;
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** Counts what is open. */
    OpenHandles handles() {
        return handles;
    }

    /**
     * As many sessions on this model's graph as the plan asks for, and what it was optimized into,
     * in a file: all of them, or none.
     */
    LoadedWhole loadWhole(ModelDirectory model, SessionPlan plan) throws OrtException {
        if (mayHaveDataOfItsOwn(model)) {
            return withoutFile(
                    loadCopies(model, plan), "its folder may have weights in files of their own");
        }
        Optional<String> key = key(model);
        if (key.isPresent()) {
            List<LoadedGraph> copies = loadCopies(model, plan);
            return cache.find(key.get())
                    .map(file -> new LoadedWhole(copies, OptimizedGraph.in(file)))
                    .orElseGet(() -> withoutFile(copies, "its optimized graph is not kept"));
        }
        return plan.hasRoomFor(model.bytes())
                ? loadWithFile(model, plan)
                : withoutFile(loadCopies(model, plan), "it is too large");
    }

    /** As many sessions on this model's graph as the plan asks for: all of them, or none. */
    List<LoadedGraph> loadCopies(ModelDirectory model, SessionPlan plan) throws OrtException {
        return SideBySide.open(plan.copies(), () -> loadOne(model, plan));
    }

    /**
     * As many sessions on the part of the optimized graph that gives these outputs: all of them, or
     * none. It runs the same nodes, so what it gives are the same bits. For threads that nobody
     * interrupts.
     *
     * @throws IOException if the graph cannot be cut, or the part not be written, with the reason
     */
    List<LoadedGraph> loadPart(OptimizedGraph whole, SessionPlan plan, Set<String> outputs)
            throws IOException, OrtException {
        Path part = Files.createTempFile("runnel-part-", GraphCache.SUFFIX);
        try {
            whole.writePart(outputs, part);
            return SideBySide.open(plan.copies(), () -> openOptimized(part, plan));
        } finally {
            cache.discard(part);
        }
    }

    /** The file has no name any more when this returns, so nobody has to delete it. */
    private LoadedWhole loadWithFile(ModelDirectory model, SessionPlan plan) throws OrtException {
        Path file;
        try {
            file = Files.createTempFile("runnel-whole-", GraphCache.SUFFIX);
        } catch (IOException e) {
            return withoutFile(loadCopies(model, plan), "no temporary file can be made: " + e);
        }
        AtomicBoolean first = new AtomicBoolean(true);
        try {
            List<LoadedGraph> copies =
                    SideBySide.open(
                            plan.copies(),
                            () ->
                                    first.getAndSet(false)
                                            ? optimizedAndSaved(model, plan, file)
                                            : optimized(model, plan));
            return new LoadedWhole(copies, OptimizedGraph.in(file));
        } catch (OrtException e) {
            return withoutFile(
                    loadCopies(model, plan),
                    "its optimized graph cannot be written: " + e.getMessage());
        } finally {
            cache.discard(file);
        }
    }

    private static LoadedWhole withoutFile(List<LoadedGraph> copies, String why) {
        return new LoadedWhole(copies, OptimizedGraph.none(why));
    }

    /** One session; what goes wrong with the cache is not the model's fault. */
    private LoadedGraph loadOne(ModelDirectory model, SessionPlan plan) throws OrtException {
        Optional<String> key = key(model);
        if (key.isEmpty() || mayHaveDataOfItsOwn(model)) {
            return optimized(model, plan);
        }
        Optional<LoadedGraph> saved = saved(key.get(), plan);
        return saved.isPresent() ? saved.get() : save(key.get(), model, plan);
    }

    private Optional<String> key(ModelDirectory model) {
        return cache.key(model, environment.getVersion(), OPTIMIZATION);
    }

    private Optional<LoadedGraph> saved(String key, SessionPlan plan) {
        Optional<Path> file = cache.find(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(openOptimized(file.get(), plan));
        } catch (OrtException e) {
            LOG.warn("{} cannot be loaded; it is written again.", file.get(), e);
            cache.discard(file.get());
            return Optional.empty();
        }
    }

    private LoadedGraph save(String key, ModelDirectory model, SessionPlan plan)
            throws OrtException {
        Optional<Path> draft = cache.draft(key);
        if (draft.isPresent()) {
            try {
                LoadedGraph loaded = optimizedAndSaved(model, plan, draft.get());
                cache.keep(key, draft.get());
                return loaded;
            } catch (OrtException e) {
                LOG.warn("The graph of {} is not saved: {}", model.card().id(), e.getMessage());
            } finally {
                // It is not there any more if it was kept.
                cache.discard(draft.get());
            }
        }
        return optimized(model, plan);
    }

    /**
     * Whether weights may stand in a file of their own, which a saved graph would not find: the
     * graph alone knows their names, so every file beside or below it counts that is no text.
     */
    private static boolean mayHaveDataOfItsOwn(ModelDirectory model) {
        Path graph = model.graph().normalize();
        return model.card().digests().keySet().stream()
                .filter(file -> TEXTS.stream().noneMatch(file::endsWith))
                .map(file -> model.path().resolve(file).normalize())
                .anyMatch(file -> file.startsWith(graph.getParent()) && !file.equals(graph));
    }

    private LoadedGraph optimized(ModelDirectory model, SessionPlan plan) throws OrtException {
        return open(model.graph(), plan, options -> options.setOptimizationLevel(OPTIMIZATION));
    }

    private LoadedGraph openOptimized(Path graph, SessionPlan plan) throws OrtException {
        return open(graph, plan, options -> options.setOptimizationLevel(OptLevel.NO_OPT));
    }

    private LoadedGraph optimizedAndSaved(ModelDirectory model, SessionPlan plan, Path saveTo)
            throws OrtException {
        return open(
                model.graph(),
                plan,
                options -> {
                    options.setOptimizationLevel(OPTIMIZATION);
                    options.setOptimizedModelFilePath(saveTo.toString());
                });
    }

    private LoadedGraph open(Path graph, SessionPlan plan, Optimization optimization)
            throws OrtException {
        SessionOptions options = handles.opened(new SessionOptions());
        boolean complete = false;
        try {
            apply(plan, options);
            optimization.applyTo(options);
            OrtSession session =
                    handles.opened(environment.createSession(graph.toString(), options));
            complete = true;
            return new LoadedGraph(session, options, handles);
        } finally {
            if (!complete) {
                options.close();
                handles.closed();
            }
        }
    }

    private static void apply(SessionPlan plan, SessionOptions options) throws OrtException {
        options.setIntraOpNumThreads(plan.intraOpThreads());
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        // Patterns are kept per shape; shapes vary here, so they would only grow.
        options.setMemoryPatternOptimization(false);
        // Waiting threads of one session would spin on the CPUs of the others.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
    }

    /** A native session and its options, which have to outlive it; owner of both. */
    record LoadedGraph(OrtSession session, SessionOptions options, OpenHandles handles) {
        /** The names of what it gives. */
        Set<String> outputs() {
            return session.getOutputNames();
        }

        /** Frees both. */
        void close() throws OrtException {
            try {
                session.close();
                handles.closed();
            } finally {
                options.close();
                handles.closed();
            }
        }
    }

    /** How far a graph is optimized, and whether the result is written. */
    private interface Optimization {
        void applyTo(SessionOptions options) throws OrtException;
    }
}
