package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of a model's graph that runs use at present: of the whole graph at first, then of the
 * part that gives the outputs which somebody wants.
 *
 * <p>What is wanted only grows, and the present copies always give all of it, so no run finds its
 * outputs gone. Copies are replaced while others run: new runs take the new ones at once, and the
 * old ones are closed after their last run. For that moment both are in memory; so models are left
 * whole whose copies have more bytes than {@link SessionPlan#MOST_COPIES_BYTES}.
 */
final class WantedCopies {
    private static final Logger LOG = LoggerFactory.getLogger(WantedCopies.class);

    private final GraphLoader loader;
    private final ModelDirectory model;
    private final SessionPlan plan;
    private final Set<String> allOutputs;

    /** Guards the fields below; held while copies are loaded, never by a run that is under way. */
    private final Object replacing = new Object();

    private final Set<String> wanted = new HashSet<>();
    private boolean cuts;

    /** Written under the lock, before the copies that it replaces are closed. */
    private volatile GraphCopies present;

    /** Written under the lock, before the present copies are closed. */
    private volatile boolean closed;

    private WantedCopies(
            GraphLoader loader, ModelDirectory model, SessionPlan plan, GraphCopies whole) {
        this.loader = loader;
        this.model = model;
        this.plan = plan;
        this.present = whole;
        this.allOutputs = whole.outputs();
        this.cuts = model.bytes() <= SessionPlan.MOST_COPIES_BYTES / plan.copies();
    }

    /**
     * Copies of the whole graph.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    static WantedCopies whole(GraphLoader loader, ModelDirectory model, SessionPlan plan) {
        return new WantedCopies(loader, model, plan, loadWhole(loader, model, plan));
    }

    static IllegalArgumentException cannotBeLoaded(ModelDirectory model, OrtException e) {
        return new IllegalArgumentException(
                "Model "
                        + model.card().id()
                        + ": graph "
                        + model.graph()
                        + " cannot be loaded: "
                        + e.getMessage(),
                e);
    }

    /** The copy that says what all of them are; of the whole graph until outputs are wanted. */
    GraphLoader.LoadedGraph first() {
        return present.places().first();
    }

    /**
     * Makes the copies such that they give these outputs and those wanted before, and, where the
     * graph can be cut, compute no others.
     *
     * @return whether they were replaced
     * @throws IllegalArgumentException if the whole graph has to be loaded again, and cannot be
     */
    boolean want(Set<String> outputs) {
        synchronized (replacing) {
            requireOpen();
            wanted.addAll(outputs);
            GraphCopies old = present;
            GraphCopies fitting = fitting(old);
            if (fitting == old) {
                return false;
            }
            present = fitting;
            old.close();
            return true;
        }
    }

    /**
     * Copies that give these outputs; they stay open until this thread leaves them.
     *
     * @throws IllegalStateException if they are closed for good
     */
    GraphCopies enter(Set<String> outputs) {
        while (true) {
            GraphCopies copies = present;
            if (!copies.outputs().containsAll(outputs)) {
                want(outputs);
            } else if (copies.enter()) {
                return copies;
            } else {
                // They are replaced, or closed for good.
                requireOpen();
            }
        }
    }

    /** Frees native memory once no run is under way; nobody enters any more. */
    void close() {
        synchronized (replacing) {
            closed = true;
            present.close();
        }
    }

    private GraphCopies fitting(GraphCopies old) {
        if (wanted.isEmpty() || wanted.equals(old.outputs())) {
            return old;
        }
        if (cuts && !wanted.containsAll(allOutputs)) {
            try {
                GraphCopies part =
                        new GraphCopies(new RunPlaces(loader.loadPart(model, plan, wanted)));
                LOG.info(
                        "Model {} computes {} of its {} outputs: those that are asked for.",
                        model.card().id(),
                        wanted.size(),
                        allOutputs.size());
                return part;
            } catch (IOException | OrtException | RuntimeException e) {
                cuts = false;
                LOG.warn(
                        "Model {} computes all of its outputs, asked for or not, which costs time"
                                + " only: its graph cannot be cut, as {}",
                        model.card().id(),
                        String.valueOf(e.getMessage()),
                        e);
            }
        }
        return old.outputs().containsAll(wanted) ? old : loadWhole(loader, model, plan);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The model's session is closed; acquire a handle and keep it open while it runs.");
        }
    }

    private static GraphCopies loadWhole(
            GraphLoader loader, ModelDirectory model, SessionPlan plan) {
        try {
            return new GraphCopies(new RunPlaces(loader.load(model, plan)));
        } catch (OrtException e) {
            throw cannotBeLoaded(model, e);
        }
    }
}
