package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import io.runnel.modelstore.ModelDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies of a model's graph that runs use at present: of the whole graph at first, and, once
 * wishes have been made and no new one for a moment, of the part that gives the wanted outputs.
 *
 * <p>What is wanted only grows, and the present copies always give all of it, so no run finds its
 * outputs gone. Copies are replaced while others run: new runs take the new ones at once, and the
 * old ones are closed after their last run. For that moment both are in memory; so models are left
 * whole for which {@link SessionPlan#hasRoomFor} says no.
 */
final class WantedCopies {
    private static final Logger LOG = LoggerFactory.getLogger(WantedCopies.class);

    private final GraphLoader loader;
    private final ModelDirectory model;
    private final SessionPlan plan;
    private final OptimizedGraph optimized;
    private final Set<String> allOutputs;
    private final Duration calm;

    /** Guards the fields down to the next lock; held for a moment only. */
    private final Object wishing = new Object();

    private final Set<String> wanted = new HashSet<>();
    private long lastWish;
    private boolean isFitting;
    private CompletableFuture<Void> fits = CompletableFuture.completedFuture(null);

    /** Guards the fields below; held while copies are loaded, never by a run that is under way. */
    private final Object replacing = new Object();

    private boolean cuts;

    /** Written under the lock, before the copies that it replaces are closed. */
    private volatile GraphCopies present;

    /** Written under both locks, before the present copies are closed. */
    private volatile boolean closed;

    private WantedCopies(
            GraphLoader loader,
            ModelDirectory model,
            SessionPlan plan,
            LoadedWhole whole,
            Duration calm) {
        this.loader = loader;
        this.model = model;
        this.plan = plan;
        this.optimized = whole.optimized();
        this.calm = calm;
        this.present = new GraphCopies(new RunPlaces(whole.copies()));
        this.allOutputs = present.outputs();
        this.cuts = plan.hasRoomFor(model.bytes());
    }

    /**
     * Copies of the whole graph.
     *
     * @param calm how long no new wish is made before copies are made smaller: jobs that start
     *     together cost one load, and it does not delay their start
     * @throws IllegalArgumentException if it cannot be loaded
     */
    static WantedCopies whole(
            GraphLoader loader, ModelDirectory model, SessionPlan plan, Duration calm) {
        try {
            return new WantedCopies(loader, model, plan, loader.loadWhole(model, plan), calm);
        } catch (OrtException e) {
            throw cannotBeLoaded(model, e);
        }
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
     * Makes the copies such that they give these outputs and those wanted before: at once where
     * they lack some; and, where the graph can be cut, such that they compute no others: once it
     * has been calm.
     *
     * @return is done when that is so, or the copies are closed; never fails
     * @throws IllegalArgumentException if the whole graph has to be loaded again, and cannot be
     * @throws IllegalStateException if they are closed
     */
    CompletableFuture<Void> want(Set<String> outputs) {
        CompletableFuture<Void> fitting;
        synchronized (wishing) {
            requireOpen();
            if (wanted.addAll(outputs)) {
                lastWish = System.nanoTime();
                if (!isFitting) {
                    isFitting = true;
                    fits = CompletableFuture.runAsync(this::fitWhenCalm, LoaderThread::start);
                }
            }
            fitting = fits;
        }
        if (!present.outputs().containsAll(outputs)) {
            fit();
        }
        return fitting;
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
                var unused = want(outputs);
            } else if (copies.enter()) {
                return copies;
            } else {
                // They are replaced, or closed for good.
                requireOpen();
            }
        }
    }

    /**
     * Frees native memory once no run is under way; nobody enters any more. Closing twice does
     * nothing.
     */
    void close() {
        synchronized (wishing) {
            if (closed) {
                return;
            }
            closed = true;
            wishing.notifyAll();
        }
        synchronized (replacing) {
            optimized.close();
            present.close();
        }
    }

    /** Ends when the copies fit what is wanted, or are closed. */
    private void fitWhenCalm() {
        try {
            Set<String> fitted;
            do {
                awaitCalm();
                fitted = fit();
            } while (!isLast(fitted));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread.", e);
        }
    }

    private void awaitCalm() throws InterruptedException {
        synchronized (wishing) {
            long left = calm.toNanos();
            while (left > 0 && !closed) {
                TimeUnit.NANOSECONDS.timedWait(wishing, left);
                left = lastWish + calm.toNanos() - System.nanoTime();
            }
        }
    }

    /** Whether nothing else was wanted since; if so, the next wish starts another fitting. */
    private boolean isLast(Set<String> fitted) {
        synchronized (wishing) {
            isFitting = !closed && !wanted.equals(fitted);
            return !isFitting;
        }
    }

    /** Makes the copies fit what is wanted at present, and tells what that was. */
    private Set<String> fit() {
        synchronized (replacing) {
            Set<String> outputs;
            synchronized (wishing) {
                outputs = Set.copyOf(wanted);
            }
            GraphCopies old = present;
            GraphCopies fitting = closed ? old : fitting(old, outputs);
            if (fitting != old) {
                present = fitting;
                old.close();
            }
            return outputs;
        }
    }

    private GraphCopies fitting(GraphCopies old, Set<String> outputs) {
        if (outputs.equals(old.outputs())) {
            return old;
        }
        boolean isPart = !outputs.containsAll(allOutputs);
        if (cuts && isPart) {
            try {
                return part(outputs);
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
        return old.outputs().containsAll(outputs) ? old : wholeCopies();
    }

    private GraphCopies part(Set<String> outputs) throws IOException, OrtException {
        GraphCopies part =
                LoaderThread.call(
                        () ->
                                new GraphCopies(
                                        new RunPlaces(loader.loadPart(optimized, plan, outputs))));
        LOG.info(
                "Model {} computes {} of its {} outputs: those that are asked for.",
                model.card().id(),
                outputs.size(),
                allOutputs.size());
        return part;
    }

    private GraphCopies wholeCopies() {
        try {
            return new GraphCopies(new RunPlaces(loader.loadCopies(model, plan)));
        } catch (OrtException e) {
            throw cannotBeLoaded(model, e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The model's session is closed; acquire a handle and keep it open while it runs.");
        }
    }
}
