package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One loaded graph of a model that writes. Any number of runs at once; closing waits for them. */
final class GraphSession {
    private final OrtSession session;
    private final SessionOptions options;
    private final OpenHandles handles;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private final ReentrantReadWriteLock leases = new ReentrantReadWriteLock();
    private boolean closed;

    private GraphSession(OrtSession session, SessionOptions options, OpenHandles handles)
            throws OrtException {
        this.session = session;
        this.options = options;
        this.handles = handles;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
    }

    /**
     * Loads a graph.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    static GraphSession open(
            OrtEnvironment environment, Path graph, SessionPlan plan, OpenHandles handles) {
        SessionOptions options = handles.opened(new SessionOptions());
        try {
            Session.apply(plan, options);
            OrtSession session =
                    handles.opened(environment.createSession(graph.toString(), options));
            return new GraphSession(session, options, handles);
        } catch (OrtException e) {
            options.close();
            handles.closed();
            throw new IllegalArgumentException(
                    "Graph " + graph + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    Map<String, NodeInfo> inputs() {
        return inputs;
    }

    Map<String, NodeInfo> outputs() {
        return outputs;
    }

    /** Reads what a run has given, as long as its tensors live. */
    interface Reader<T> {
        T read(OrtSession.Result result) throws OrtException;
    }

    /**
     * Runs the graph.
     *
     * @param wanted outputs that the runtime makes room for
     * @param pinned outputs that are written where these tensors are
     */
    <T> T run(
            Map<String, OnnxTensor> given,
            Set<String> wanted,
            Map<String, OnnxTensor> pinned,
            TimedRun run,
            Reader<T> reader)
            throws OrtException {
        leases.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model's session is closed.");
            }
            OrtSession.Result result =
                    handles.opened(session.run(given, wanted, pinned, run.options()));
            try (result) {
                return reader.read(result);
            } finally {
                handles.closed();
            }
        } finally {
            leases.readLock().unlock();
        }
    }

    /** Frees native memory once no run is under way. */
    void close() {
        leases.writeLock().lock();
        try {
            closed = true;
            session.close();
            handles.closed();
            options.close();
            handles.closed();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not close a session: " + e.getMessage(), e);
        } finally {
            leases.writeLock().unlock();
        }
    }
}
