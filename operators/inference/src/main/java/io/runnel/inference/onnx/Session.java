package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.runnel.inference.batch.Batch;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A loaded model, in one or more copies. Any number of runs at once; closing waits for them. */
final class Session {
    private final OrtEnvironment environment;
    private final WantedCopies copies;
    private final OpenHandles handles;
    private final List<Head> heads;
    private final InputTensors.Inputs inputs;

    private Session(GraphLoader loader, WantedCopies copies, ModelCard card) {
        this.environment = loader.environment();
        this.copies = copies;
        this.handles = loader.handles();
        this.heads = card.heads();
        this.inputs =
                new InputTensors.Inputs(
                        copies.first().session().getInputNames(), card.tokenTypes());
    }

    /**
     * Loads a model's graph.
     *
     * @param calm how long no new wish is made before the graph is cut to what is wanted
     * @throws IllegalArgumentException if it cannot be loaded or is not what its card says, with
     *     every difference
     */
    static Session open(GraphLoader loader, ModelDirectory model, SessionPlan plan, Duration calm) {
        WantedCopies copies = WantedCopies.whole(loader, model, plan, calm);
        boolean complete = false;
        try {
            Session opened = new Session(loader, copies, model.card());
            opened.check(model);
            complete = true;
            return opened;
        } catch (OrtException e) {
            throw WantedCopies.cannotBeLoaded(model, e);
        } finally {
            if (!complete) {
                copies.close();
            }
        }
    }

    /**
     * Leaves out of later runs what neither these heads nor any wanted before them need.
     *
     * @return is done when that is so
     */
    CompletableFuture<Void> want(Set<String> names) {
        return copies.want(outputs(named(names)));
    }

    Set<String> computed() {
        Set<String> outputs = copies.first().outputs();
        return heads.stream()
                .filter(head -> outputs.contains(head.output()))
                .map(Head::name)
                .collect(Collectors.toSet());
    }

    /** The logits of the heads of these names for a batch; {@code run} may stop it. */
    Logits run(Batch batch, Set<String> names, TimedRun run)
            throws OrtException, RunMemoryException {
        List<Head> wanted = named(names);
        GraphCopies present = copies.enter(outputs(wanted));
        try {
            RunPlaces.Place place = present.places().take();
            try {
                return run(batch, wanted, run, place);
            } finally {
                present.places().giveBack(place);
            }
        } finally {
            present.leave();
        }
    }

    /** Frees native memory once no run is under way. */
    void close() {
        copies.close();
    }

    private List<Head> named(Set<String> names) {
        return heads.stream().filter(head -> names.contains(head.name())).toList();
    }

    private static Set<String> outputs(List<Head> heads) {
        return heads.stream().map(Head::output).collect(Collectors.toSet());
    }

    private Logits run(Batch batch, List<Head> wanted, TimedRun run, RunPlaces.Place place)
            throws OrtException, RunMemoryException {
        RunBuffers buffers = place.buffers();
        try (InputTensors in = InputTensors.of(environment, inputs, batch, buffers, handles);
                OutputTensors out =
                        OutputTensors.of(environment, wanted, batch, buffers, handles)) {
            handles.opened(
                            place.graph()
                                    .session()
                                    .run(in.tensors(), Set.of(), out.tensors(), run.options()))
                    .close();
            handles.closed();
            return out.read();
        }
    }

    private void check(ModelDirectory model) throws OrtException {
        OrtSession graph = copies.first().session();
        List<String> mistakes = InputTensors.mistakes(graph.getInputInfo(), inputs.types());
        mistakes.addAll(differentWidths(heads));
        Map<String, NodeInfo> found = graph.getOutputInfo();
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

    /** A run writes an output once, so its readers have to agree on how many numbers it has. */
    private static List<String> differentWidths(List<Head> heads) {
        List<String> mistakes = new ArrayList<>();
        Map<String, Head> firsts = new HashMap<>();
        for (Head head : heads) {
            Head first = firsts.putIfAbsent(head.output(), head);
            if (first != null && first.width() != head.width()) {
                mistakes.add(
                        "Heads '"
                                + first.name()
                                + "' and '"
                                + head.name()
                                + "' read output '"
                                + head.output()
                                + "' as "
                                + first.width()
                                + " and as "
                                + head.width()
                                + " numbers for each token; expected the same number.");
            }
        }
        return mistakes;
    }

    private static boolean fits(NodeInfo node, int width) {
        return node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 3
                && (tensor.getShape()[2] == width || tensor.getShape()[2] < 0);
    }
}
