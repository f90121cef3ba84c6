package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.runnel.inference.batch.Batch;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One loaded graph, its options beside it. Any number of runs at once; closing waits for them. */
final class Session {
    private final OrtEnvironment environment;
    private final GraphLoader.LoadedGraph graph;
    private final OpenHandles handles;
    private final List<Head> heads;
    private final InputTensors.Inputs inputs;
    private final ReentrantReadWriteLock leases = new ReentrantReadWriteLock();

    /** Memory of runs that are over; as many as there were runs at once. */
    private final ConcurrentLinkedDeque<RunBuffers> idle = new ConcurrentLinkedDeque<>();

    private boolean closed;

    private Session(
            OrtEnvironment environment,
            GraphLoader.LoadedGraph graph,
            ModelCard card,
            OpenHandles handles) {
        this.environment = environment;
        this.graph = graph;
        this.handles = handles;
        this.heads = card.heads();
        this.inputs = new InputTensors.Inputs(graph.session().getInputNames(), card.tokenTypes());
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
            GraphCache cache,
            OpenHandles handles) {
        Session opened = null;
        try {
            GraphLoader.LoadedGraph graph =
                    new GraphLoader(environment, cache, handles).load(model, plan);
            opened = new Session(environment, graph, model.card(), handles);
            opened.check(model);
            return opened;
        } catch (OrtException e) {
            if (opened != null) {
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
        leases.readLock().lock();
        RunBuffers buffers = null;
        try {
            if (closed) {
                throw new IllegalStateException(
                        "The model's session is closed; acquire a handle and keep it open while it runs.");
            }
            buffers = idle.poll();
            if (buffers == null) {
                buffers = new RunBuffers();
            }
            return run(batch, wanted, run, buffers);
        } finally {
            if (buffers != null) {
                idle.push(buffers);
            }
            leases.readLock().unlock();
        }
    }

    /** Frees native memory once no run is under way. */
    void close() {
        leases.writeLock().lock();
        try {
            closed = true;
            graph.close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not close a session: " + e.getMessage(), e);
        } finally {
            leases.writeLock().unlock();
        }
    }

    private Logits run(Batch batch, List<Head> wanted, TimedRun run, RunBuffers buffers)
            throws OrtException {
        try (InputTensors in = InputTensors.of(environment, inputs, batch, buffers, handles);
                OutputTensors out =
                        OutputTensors.of(environment, wanted, batch, buffers, handles)) {
            handles.opened(
                            graph.session()
                                    .run(in.tensors(), Set.of(), out.tensors(), run.options()))
                    .close();
            handles.closed();
            return out.read();
        }
    }

    private void check(ModelDirectory model) throws OrtException {
        List<String> mistakes =
                InputTensors.mistakes(graph.session().getInputInfo(), inputs.types());
        Map<String, NodeInfo> found = graph.session().getOutputInfo();
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
            } else if (!fits(node, head.width())) {
                mistakes.add(
                        "Output '"
                                + head.output()
                                + "' is "
                                + node.getInfo()
                                + "; expected float [batch, sequence, "
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

    private static boolean fits(NodeInfo node, int width) {
        return node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 3
                && (tensor.getShape()[2] == width || tensor.getShape()[2] < 0);
    }
}
