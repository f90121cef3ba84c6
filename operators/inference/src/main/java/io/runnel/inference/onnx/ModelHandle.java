package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelCard;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A user's share of a loaded model; thread-safe. Closing it gives the share back: the last one
 * waits for runs under way and frees the model. Closing it twice does nothing.
 */
public final class ModelHandle implements AutoCloseable {
    private static final String MORE_MEMORY =
            "Inputs and outputs of runs are direct memory of the JVM: raise"
                    + " taskmanager.memory.task.off-heap.size (without Flink -XX:MaxDirectMemorySize),"
                    + " or lower runnel.inference.batch.max-tokens.";

    private final ModelCard card;
    private final SharedValues.Share<Session> session;
    private final Watchdog watchdog;

    ModelHandle(ModelCard card, SharedValues.Share<Session> session, Watchdog watchdog) {
        this.card = card;
        this.session = session;
        this.watchdog = watchdog;
    }

    /** What the model's folder says about it. */
    public ModelCard card() {
        return card;
    }

    /**
     * Says that these heads will be asked for, beside those that any handle of the model said
     * before: half a second after the last such call, the model is loaded again without what only
     * others need, which runs faster. Where it lacks some of these heads since an earlier call, it
     * is loaded again before this returns. Runs go on meanwhile, and give the same bits before and
     * after. A model that nobody said this of runs whole; one that cannot be cut goes on running
     * whole, and the log has the reason.
     *
     * @param heads names of heads of the model
     * @return is done when runs compute what is wanted and no more; nobody has to wait for it
     * @throws IllegalArgumentException if the whole model had to be loaded again, and cannot be
     * @throws IllegalStateException if the model was closed
     */
    public CompletableFuture<Void> want(Set<String> heads) {
        return session.value().want(heads);
    }

    /** The names of the heads that runs compute at present, asked for or not. */
    public Set<String> computed() {
        return session.value().computed();
    }

    /**
     * The logits of these heads for a batch, which do not depend on which others are asked.
     *
     * @param heads names of heads of the model, at least one
     * @throws IllegalArgumentException if a row is longer than the model takes
     * @throws IllegalStateException if the model was closed, or the process is ending
     * @throws ModelRunException if the run failed, found no memory, or took longer than {@code
     *     timeout}
     */
    public Logits run(Batch batch, Set<String> heads, Duration timeout) throws ModelRunException {
        if (batch.rowLength() > card.maxTokens()) {
            throw new IllegalArgumentException(
                    "Model "
                            + card.id()
                            + " takes rows of at most "
                            + card.maxTokens()
                            + " tokens, not "
                            + batch.rowLength()
                            + ".");
        }
        try (TimedRun run = watchdog.watch(timeout)) {
            return run(batch, heads, run, timeout);
        } catch (OrtException e) {
            throw failed(batch, e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private Logits run(Batch batch, Set<String> heads, TimedRun run, Duration timeout)
            throws ModelRunException {
        try {
            return session.value().run(batch, heads, run);
        } catch (OrtException e) {
            if (watchdog.isStopped()) {
                throw new IllegalStateException("The process is ending.", e);
            }
            if (run.isStopped()) {
                throw new ModelRunException(
                        ModelRunException.Kind.TIMED_OUT,
                        "Model "
                                + card.id()
                                + " was stopped after "
                                + timeout
                                + " in a run of "
                                + shape(batch)
                                + ".",
                        e);
            }
            throw failed(batch, e.getMessage(), e);
        } catch (RunMemoryException e) {
            throw failed(batch, e.getMessage() + ". " + MORE_MEMORY, e);
        }
    }

    private ModelRunException failed(Batch batch, String reason, Exception e) {
        return new ModelRunException(
                ModelRunException.Kind.FAILED,
                "Model " + card.id() + " failed in a run of " + shape(batch) + ": " + reason,
                e);
    }

    private static String shape(Batch batch) {
        return batch.rows().size() + " rows of " + batch.rowLength() + " tokens";
    }
}
