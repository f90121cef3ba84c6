package io.runnel.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelDirectory;
import java.util.concurrent.ThreadFactory;

/**
 * The loaded models: one session for each model digest and plan, however many handles there are.
 * Loading one model never delays the use of another. Owner of the process's ONNX Runtime
 * environment.
 */
public final class ModelRegistry implements AutoCloseable {
    private final OpenHandles handles = new OpenHandles();
    private final SharedValues<Key, Session> sessions = new SharedValues<>(Session::close);
    private final GraphCache graphs;
    private final Watchdog watchdog;

    /**
     * @param threads makes the one thread that stops runs
     */
    public ModelRegistry(ThreadFactory threads) {
        this(threads, GraphCache.none());
    }

    /**
     * @param threads makes the one thread that stops runs
     * @param graphs where optimized graphs are kept for the next process
     */
    public ModelRegistry(ThreadFactory threads, GraphCache graphs) {
        this.graphs = graphs;
        this.watchdog = new Watchdog(threads, handles);
    }

    /**
     * A share of this model, loaded if nobody has one.
     *
     * @throws IllegalArgumentException if its graph cannot be loaded or is not what its card says
     */
    public ModelHandle acquire(ModelDirectory model, SessionPlan plan) {
        Key key = new Key(model.digest(), plan);
        SharedValues.Share<Session> session =
                sessions.acquire(
                        key, () -> Session.open(Environment.SHARED, model, plan, graphs, handles));
        return new ModelHandle(model.card(), session, watchdog);
    }

    /** Sessions that are loaded. */
    public int openSessions() {
        return sessions.open();
    }

    /**
     * Stops every run that is under way, and lets no other one start: for the end of the process.
     */
    public void stopRuns() {
        watchdog.stopAll();
    }

    /** Stops the watchdog. Handles are to be closed before. */
    @Override
    public void close() {
        watchdog.close();
    }

    /** Native handles that are open, for the leak test. */
    long openHandles() {
        return handles.count();
    }

    private record Key(String digest, SessionPlan plan) {}

    /**
     * The environment lives until the process ends: ONNX Runtime has one per process. Nobody frees
     * it, so that no run loses it while the process ends.
     */
    private static final class Environment {
        private static final OrtEnvironment SHARED = open();

        /** Logs next to nothing: what goes wrong is in the exceptions. */
        private static OrtEnvironment open() {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(
                            OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "runnel");
            EnvironmentHook.remove();
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException(
                        "ONNX Runtime does not switch its telemetry off: " + e.getMessage(), e);
            }
            return environment;
        }
    }
}
