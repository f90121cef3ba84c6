package io.runnel.benchmarks.ceiling;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.runnel.benchmarks.machine.Versions;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A model in ONNX Runtime and nothing else: no queue, no results copied. Owns its sessions until it
 * is closed; do not close it under a run.
 */
public final class RawModel implements AutoCloseable {
    private final ModelDirectory model;
    private final List<OrtSession> sessions = new ArrayList<>();
    private final List<SessionOptions> options = new ArrayList<>();

    private RawModel(ModelDirectory model) {
        this.model = model;
    }

    /**
     * Loads it.
     *
     * @throws IllegalStateException if it cannot be loaded
     */
    public static RawModel load(ModelDirectory model, Layout layout) {
        RawModel raw = new RawModel(model);
        try {
            for (int i = 0; i < layout.sessions(); i++) {
                SessionOptions own = new SessionOptions();
                raw.options.add(own);
                own.setIntraOpNumThreads(layout.intraOpThreads());
                own.setInterOpNumThreads(1);
                own.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
                own.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
                own.setMemoryPatternOptimization(false);
                own.addConfigEntry(
                        "session.intra_op.allow_spinning",
                        switch (layout.waiting()) {
                            case SPINNING -> "1";
                            case PARKED -> "0";
                        });
                raw.sessions.add(
                        Versions.environment().createSession(model.graph().toString(), own));
            }
            return raw;
        } catch (OrtException e) {
            raw.close();
            throw new IllegalStateException(
                    "Graph " + model.graph() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The batches of these rows, ready to run. */
    public List<RawBatch> batches(List<List<TokenizedChunk>> packed) {
        return packed.stream()
                .map(rows -> RawBatch.of(rows, sessions.get(0).getInputNames(), model.card()))
                .toList();
    }

    /** The graph's outputs of these heads. */
    public Set<String> outputs(Set<String> heads) {
        Set<String> outputs = new LinkedHashSet<>();
        for (Head head : model.card().heads()) {
            if (heads.contains(head.name())) {
                outputs.add(head.output());
            }
        }
        return outputs;
    }

    /** Runs a batch on this thread and forgets what comes out. */
    public void run(RawBatch batch, Set<String> outputs, int caller) {
        OrtSession session = sessions.get(caller % sessions.size());
        try (OrtSession.Result result = session.run(batch.inputs(), outputs)) {
            if (result.size() != outputs.size()) {
                throw new IllegalStateException(
                        "Asked for " + outputs + ", found " + result.size() + " outputs.");
            }
        } catch (OrtException e) {
            throw new IllegalStateException("A run failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            for (OrtSession session : sessions) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not close a session: " + e.getMessage(), e);
        } finally {
            // Options must outlive their session.
            options.forEach(SessionOptions::close);
            sessions.clear();
            options.clear();
        }
    }
}
