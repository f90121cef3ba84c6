package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import io.runnel.inference.token.SharedValues;
import io.runnel.modelstore.ModelCard;
import java.time.Duration;
import java.util.List;

/**
 * A user's share of a loaded model that writes; thread-safe, while each {@link WriterRows} belongs
 * to one thread at a time. Closing it gives the share back.
 */
public final class WriterHandle implements AutoCloseable {
    private static final String MORE_MEMORY =
            "What a text remembers while it is written is direct memory of the JVM: raise"
                    + " taskmanager.memory.task.off-heap.size (without Flink"
                    + " -XX:MaxDirectMemorySize), or write shorter texts with fewer beams";

    private final ModelCard card;
    private final SharedValues.Share<WriterGraphs> graphs;
    private final Watchdog watchdog;

    WriterHandle(ModelCard card, SharedValues.Share<WriterGraphs> graphs, Watchdog watchdog) {
        this.card = card;
        this.graphs = graphs;
        this.watchdog = watchdog;
    }

    /** What the model's folder says about it. */
    public ModelCard card() {
        return card;
    }

    /** Whether texts are read by an encoder, and not given to the decoder itself. */
    public boolean hasEncoder() {
        return graphs.value().hasEncoder();
    }

    /**
     * Whether sources may be padded without another answer; if not, only those of one length are
     * written about together.
     */
    public boolean takesPadding() {
        return graphs.value().takesPadding();
    }

    /** Where its texts' memory comes from, shared with the other models that write. */
    public WriterMemory memory() {
        return graphs.value().memory();
    }

    /**
     * How many of a source's tokens a step may read at most without telling what follows; 0 if all
     * of them must be read by the step that tells it.
     */
    public int piece() {
        return graphs.value().takesPieces() ? graphs.value().piece() : 0;
    }

    /** How long the model ran so far for all who share it, in ONNX Runtime alone. */
    public long modelNanos() {
        return graphs.value().nanos();
    }

    /**
     * Rows for texts of one padded length, as many for each text, one behind the other. An encoder
     * reads the texts now; without one nothing is read yet.
     *
     * @param newTokens how many are written at most
     * @throws ModelRunException if the encoder failed, found no memory, or took longer than {@code
     *     timeout}
     */
    public WriterRows start(List<SourceText> texts, int rowsEach, int newTokens, Duration timeout)
            throws ModelRunException {
        int[] firstPlaces = new int[texts.size() * rowsEach];
        int most = graphs.value().mostTokens(texts.get(0).ids().length, newTokens);
        if (!hasEncoder()) {
            for (int row = 0; row < firstPlaces.length; row++) {
                firstPlaces[row] = texts.get(row / rowsEach).firstPlace();
            }
            return new WriterRows(graphs.value(), null, firstPlaces, most);
        }
        EncodedRows encoded =
                run(
                        timeout,
                        run ->
                                EncodedRows.of(graphs.value(), texts, run)
                                        .repeated(rowsEach, texts.size()));
        return new WriterRows(graphs.value(), encoded, firstPlaces, most);
    }

    /**
     * Gives each row its next tokens, which others follow before anything is written.
     *
     * @throws ModelRunException as {@link #step}
     */
    public void read(WriterRows rows, int[][] tokens, Duration timeout) throws ModelRunException {
        run(
                timeout,
                run -> {
                    rows.read(tokens, run);
                    return rows;
                });
    }

    /**
     * Gives each row its next tokens.
     *
     * @return for each row the logits of what may follow
     * @throws ModelRunException if the run failed, found no memory, or took longer than {@code
     *     timeout}
     */
    public float[][] step(WriterRows rows, int[][] tokens, Duration timeout)
            throws ModelRunException {
        return run(timeout, run -> rows.step(tokens, run));
    }

    /**
     * Puts rows into another order: row {@code i} goes on with what row {@code sources[i]} was.
     *
     * @throws ModelRunException if there is no memory for it
     */
    public void reorder(WriterRows rows, int[] sources) throws ModelRunException {
        try {
            rows.reorder(sources);
        } catch (RunMemoryException e) {
            throw withoutMemory(e);
        }
    }

    /**
     * Most bytes outside of the heap that one row takes while it is written.
     *
     * @param source how many tokens it reads
     * @param newTokens how many are written at most
     */
    public long rowBytes(int source, int newTokens) {
        return graphs.value().rowBytes(source, newTokens);
    }

    @Override
    public void close() {
        graphs.close();
    }

    private interface Run<T> {
        T run(TimedRun run) throws OrtException, RunMemoryException;
    }

    private <T> T run(Duration timeout, Run<T> body) throws ModelRunException {
        try (TimedRun run = watchdog.watch(timeout)) {
            return run(body, run, timeout);
        } catch (OrtException e) {
            throw failed(ModelRunException.Kind.FAILED, "failed: " + e.getMessage(), e);
        }
    }

    private <T> T run(Run<T> body, TimedRun run, Duration timeout) throws ModelRunException {
        try {
            return body.run(run);
        } catch (OrtException e) {
            if (watchdog.isStopped()) {
                throw new SessionClosedException("The process is ending.", e);
            }
            if (run.isStopped()) {
                throw failed(ModelRunException.Kind.TIMED_OUT, "was stopped after " + timeout, e);
            }
            throw failed(ModelRunException.Kind.FAILED, "failed: " + e.getMessage(), e);
        } catch (RunMemoryException e) {
            throw withoutMemory(e);
        }
    }

    private ModelRunException withoutMemory(RunMemoryException e) {
        return failed(
                ModelRunException.Kind.FAILED,
                "found no memory: " + e.getMessage() + ". " + MORE_MEMORY,
                e);
    }

    private ModelRunException failed(ModelRunException.Kind kind, String what, Exception e) {
        return new ModelRunException(kind, "Model " + card.id() + " " + what + ".", e);
    }
}
