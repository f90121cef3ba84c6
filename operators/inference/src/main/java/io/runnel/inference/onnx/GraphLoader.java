package io.runnel.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.runnel.modelstore.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes native sessions of graphs, with the optimized graph of an earlier process where there is
 * one. The logits are the same bits either way.
 */
final class GraphLoader {
    private static final Logger LOG = LoggerFactory.getLogger(GraphLoader.class);

    private final OrtEnvironment environment;
    private final GraphCache cache;
    private final OpenHandles handles;

    GraphLoader(OrtEnvironment environment, GraphCache cache, OpenHandles handles) {
        this.environment = environment;
        this.cache = cache;
        this.handles = handles;
    }

    /** As many sessions on this model's graph as the plan asks for: all of them, or none. */
    List<LoadedGraph> load(ModelDirectory model, SessionPlan plan) throws OrtException {
        List<LoadedGraph> copies = new ArrayList<>();
        boolean complete = false;
        try {
            while (copies.size() < plan.copies()) {
                copies.add(loadOne(model, plan));
            }
            complete = true;
            return copies;
        } finally {
            if (!complete) {
                RunPlaces.closeAll(copies);
            }
        }
    }

    /** One session; what goes wrong with the cache is not the model's fault. */
    private LoadedGraph loadOne(ModelDirectory model, SessionPlan plan) throws OrtException {
        Optional<String> key = cache.key(model, environment.getVersion());
        if (key.isEmpty() || hasDataOfItsOwn(model.graph())) {
            return open(model.graph(), plan, OptLevel.ALL_OPT, Optional.empty());
        }
        Optional<LoadedGraph> saved = saved(key.get(), plan);
        return saved.isPresent() ? saved.get() : save(key.get(), model, plan);
    }

    private Optional<LoadedGraph> saved(String key, SessionPlan plan) {
        Optional<Path> file = cache.find(key);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(file.get(), plan, OptLevel.NO_OPT, Optional.empty()));
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
                LoadedGraph loaded = open(model.graph(), plan, OptLevel.ALL_OPT, draft);
                cache.keep(key, draft.get());
                return loaded;
            } catch (OrtException e) {
                LOG.warn("The graph of {} is not saved: {}", model.card().id(), e.getMessage());
                cache.discard(draft.get());
            }
        }
        return open(model.graph(), plan, OptLevel.ALL_OPT, Optional.empty());
    }

    /** Whether weights stand in a file beside the graph, which a saved graph would not find. */
    private static boolean hasDataOfItsOwn(Path graph) {
        return Files.exists(Path.of(graph + "_data")) || Files.exists(Path.of(graph + ".data"));
    }

    private LoadedGraph open(Path graph, SessionPlan plan, OptLevel level, Optional<Path> saveTo)
            throws OrtException {
        SessionOptions options = handles.opened(new SessionOptions());
        try {
            apply(plan, options);
            options.setOptimizationLevel(level);
            if (saveTo.isPresent()) {
                options.setOptimizedModelFilePath(saveTo.get().toString());
            }
            OrtSession session =
                    handles.opened(environment.createSession(graph.toString(), options));
            return new LoadedGraph(session, options, handles);
        } catch (OrtException e) {
            options.close();
            handles.closed();
            throw e;
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
        /** Frees both. */
        void close() throws OrtException {
            session.close();
            handles.closed();
            options.close();
            handles.closed();
        }
    }
}
