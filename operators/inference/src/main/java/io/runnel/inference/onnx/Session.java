package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.runnel.inference.batch.Batch;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.Pooling;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One loaded graph, its options beside it. Any number of runs at once; closing waits for them. */
final class Session {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final SessionOptions options;
    private final OpenHandles handles;
    private final List<Head> heads;
    private final InputTensors.Inputs inputs;
    private final ReentrantReadWriteLock leases = new ReentrantReadWriteLock();
    private boolean closed;

    private Session(
            OrtEnvironment environment,
            OrtSession session,
            SessionOptions options,
            OpenHandles handles,
            ModelCard card) {
        this.environment = environment;
        this.session = session;
        this.options = options;
        this.handles = handles;
        this.heads = card.heads();
        this.inputs = new InputTensors.Inputs(session.getInputNames(), card.tokenTypes());
    }

    /**
     * Loads a model's graph.
     *
     * @throws IllegalArgumentException if it cannot be loaded or is not what its card says, with
     *     every difference
     */
    static Session open(
            OrtEnvironment environment,
            ModelDirectory model,
            SessionPlan plan,
            OpenHandles handles) {
        SessionOptions options = handles.opened(new SessionOptions());
        Session opened = null;
        try {
            apply(plan, options);
            OrtSession session =
                    handles.opened(environment.createSession(model.graph().toString(), options));
            opened = new Session(environment, session, options, handles, model.card());
            opened.check(model);
            return opened;
        } catch (OrtException e) {
            if (opened == null) {
                options.close();
                handles.closed();
            } else {
                opened.close();
            }
            throw new IllegalArgumentException(
                    "Model "
                            + model.card().id()
                            + ": graph "
                            + model.graph()
                            + " cannot be loaded: "
                            + e.getMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            if (opened != null) {
                opened.close();
            }
            throw e;
        }
    }

    /** The logits of the heads of these names for a batch; {@code run} may stop it. */
    Logits run(Batch batch, Set<String> names, TimedRun run) throws OrtException {
        List<Head> wanted = heads.stream().filter(head -> names.contains(head.name())).toList();
        Set<String> outputs = new LinkedHashSet<>();
        wanted.forEach(head -> outputs.add(head.output()));
        leases.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(
                        "The model's session is closed; acquire a handle and keep it open while it runs.");
            }
            try (InputTensors tensors = InputTensors.of(environment, inputs, batch, handles)) {
                OrtSession.Result result =
                        handles.opened(session.run(tensors.tensors(), outputs, run.options()));
                try (result) {
                    return read(result, wanted, batch);
                } finally {
                    handles.closed();
                }
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

    static void apply(SessionPlan plan, SessionOptions options) throws OrtException {
        options.setIntraOpNumThreads(plan.intraOpThreads());
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        // Patterns are kept per shape; shapes vary here, so they would only grow.
        options.setMemoryPatternOptimization(false);
        // Waiting threads of one session would spin on the CPUs of the others.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
    }

    private void check(ModelDirectory model) throws OrtException {
        List<String> mistakes = InputTensors.mistakes(session.getInputInfo(), inputs.types());
        Map<String, NodeInfo> found = session.getOutputInfo();
        for (Head head : heads) {
            NodeInfo node = found.get(head.output());
            if (node == null) {
                mistakes.add(
                        "Head '"
                                + head.name()
                                + "' reads output '"
                                + head.output()
                                + "'; the graph has "
                                + found.keySet()
                                + ".");
            } else if (!fits(node, head)) {
                mistakes.add(
                        "Output '"
                                + head.output()
                                + "' is "
                                + node.getInfo()
                                + (isOfRow(head)
                                        ? "; expected float [batch, "
                                        : "; expected float [batch, sequence, ")
                                + head.width()
                                + "], a number for each label or dimension of head '"
                                + head.name()
                                + "'.");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    "Model "
                            + model.card().id()
                            + " does not fit its card:\n  - "
                            + String.join("\n  - ", mistakes));
        }
    }

    private static boolean fits(NodeInfo node, Head head) {
        int last = isOfRow(head) ? 1 : 2;
        return node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == last + 1
                && (tensor.getShape()[last] == head.width() || tensor.getShape()[last] < 0);
    }

    private static Logits read(OrtSession.Result result, List<Head> wanted, Batch batch)
            throws OrtException {
        Map<String, Logits.OfHead> values = new HashMap<>();
        for (Head head : wanted) {
            if (!(result.get(head.output()).orElse(null) instanceof OnnxTensor tensor)) {
                throw new OrtException("Output '" + head.output() + "' is no tensor.");
            }
            FloatBuffer buffer = tensor.getFloatBuffer();
            int answers = isOfRow(head) ? batch.rows().size() : batch.paddedTokens();
            int expected = answers * head.width();
            if (buffer.remaining() != expected) {
                throw new OrtException(
                        "Output '"
                                + head.output()
                                + "' has "
                                + buffer.remaining()
                                + " numbers; expected "
                                + expected
                                + ".");
            }
            float[] copy = new float[expected];
            buffer.get(copy);
            values.put(head.name(), new Logits.OfHead(copy, head.width()));
        }
        return new Logits(batch.rows().size(), values);
    }

    /** Whether the graph gives one set of numbers for a row, and not one for each token. */
    private static boolean isOfRow(Head head) {
        return head.shape().pooling() == Pooling.ROW;
    }
}
