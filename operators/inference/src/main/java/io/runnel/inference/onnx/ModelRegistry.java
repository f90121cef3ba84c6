package io.runnel.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * The loaded models: one session for each model digest and plan, however many handles there are.
 * Loading one model never delays the use of another. Owner of the process's ONNX Runtime
 * environment.
 */
public final class ModelRegistry implements AutoCloseable {
    /** Longer than it takes the tasks of one job to start one after the other. */
    private static final Duration CALM = Duration.ofMillis(500);

    private final OpenHandles handles = new OpenHandles();
    private final SharedValues<Key, Session> sessions = new SharedValues<>(Session::close);
    private final GraphCache graphs;
    private final Duration calm;
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
        this(threads, graphs, CALM);
    }

    /**
     * @param calm how long no new wish is made before a graph is cut to what is wanted
     */
    ModelRegistry(ThreadFactory threads, GraphCache graphs, Duration calm) {
        this.graphs = graphs;
        this.calm = calm;
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
                        key,
                        () ->
                                Session.open(
                                        new GraphLoader(Environment.SHARED, graphs, handles),
                                        model,
                                        plan,
                                        calm));
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
