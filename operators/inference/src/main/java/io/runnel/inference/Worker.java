package io.runnel.inference;

import io.runnel.inference.InferenceException.Cause;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.batch.BatchQueue;
import io.runnel.inference.batch.QueuedChunk;
import io.runnel.inference.onnx.Logits;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.RowLogits;
import io.runnel.inference.token.TokenizedChunk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches and runs them until the queue is closed. A batch that fails is split in halves
 * until the bad row is alone: only its document fails. Nothing that a batch does ends the worker.
 */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final BatchQueue<RowRun> queue;
    private final EngineCounters counters;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    Worker(
            BatchQueue<RowRun> queue,
            EngineCounters counters,
            Duration timeout,
            LongSupplier nanoTime) {
        this.queue = queue;
        this.counters = counters;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // an engine whose workers have ended answers nobody
    public void run() {
        boolean open = true;
        while (open) {
            try {
                open = takeAndRun();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted: the engine is closing.");
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("A worker met what it does not know, and goes on.", e);
            }
        }
    }

    /** Whether there may be more; false once the queue is closed. */
    private boolean takeAndRun() throws InterruptedException {
        List<QueuedChunk<RowRun>> rows = queue.take();
        if (rows.isEmpty()) {
            return false;
        }
        counters.workerBusy();
        try {
            run(rows);
            return true;
        } finally {
            counters.workerIdle();
        }
    }

    /** Runs rows of one lane; every one of them gets its logits or fails. */
    @SuppressWarnings(
            "CatchingUnchecked") // whatever is thrown belongs to these documents; the worker lives
    // on
    private void run(List<QueuedChunk<RowRun>> rows) {
        List<QueuedChunk<RowRun>> wanted =
                rows.stream().filter(row -> !row.owner().document().isOver()).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            give(wanted, logits(wanted));
        } catch (ModelRunException e) {
            counters.runFailed();
            if (wanted.size() > 1) {
                run(wanted.subList(0, wanted.size() / 2));
                run(wanted.subList(wanted.size() / 2, wanted.size()));
            } else {
                fail(wanted, cause(e), e);
            }
        } catch (IllegalStateException e) {
            fail(wanted, Cause.CLOSED, e);
        } catch (RuntimeException | Error e) {
            LOG.error("A run of {} rows failed outside of the model.", wanted.size(), e);
            fail(wanted, Cause.MODEL_FAILED, e);
        }
    }

    private Logits logits(List<QueuedChunk<RowRun>> rows) throws ModelRunException {
        List<TokenizedChunk> chunks = rows.stream().map(QueuedChunk::chunk).toList();
        Batch batch = new Batch(rows.get(0).lane().rowLength(), chunks);
        LoadedModel model = rows.get(0).owner().reading().model();
        long start = nanoTime.getAsLong();
        rows.forEach(row -> counters.queued(start - row.queuedNanos()));
        Logits logits = model.handle().run(batch, heads(rows), timeout);
        long nanos = nanoTime.getAsLong() - start;
        counters.ran(model.directory().card().id(), rows.size(), batch.paddedTokens(), nanos);
        rows.stream()
                .map(row -> row.owner().document())
                .distinct()
                .forEach(document -> document.ran(start, nanos));
        return logits;
    }

    /** What any of these rows wants to know: rows of one batch may be asked different things. */
    private static Set<String> heads(List<QueuedChunk<RowRun>> rows) {
        Set<String> heads = new HashSet<>();
        rows.forEach(row -> heads.addAll(row.owner().reading().heads()));
        return heads;
    }

    private static void give(List<QueuedChunk<RowRun>> rows, Logits logits) {
        for (int i = 0; i < rows.size(); i++) {
            RowRun row = rows.get(i).owner();
            RowLogits own = logits.row(i).of(row.reading().heads());
            Optional<String> broken = own.headWithoutNumbers(rows.get(i).chunk().length());
            if (broken.isPresent()) {
                String message =
                        "Head '"
                                + broken.get()
                                + "' of model "
                                + row.reading().model().directory().card().id()
                                + " gave a logit that is no finite number.";
                row.document().fail(new InferenceException(Cause.MODEL_FAILED, message, null));
            } else {
                answer(row, own);
            }
        }
    }

    /** Hands the logits over; if they cannot be read, that document fails alone. */
    private static void answer(RowRun row, RowLogits logits) {
        try {
            row.put(logits);
        } catch (RuntimeException e) {
            LOG.error("The logits of a document cannot be read.", e);
            row.document()
                    .fail(
                            new InferenceException(
                                    Cause.MODEL_FAILED, "The logits cannot be read: " + e, e));
        }
    }

    private static void fail(List<QueuedChunk<RowRun>> rows, Cause cause, Throwable e) {
        InferenceException failure =
                new InferenceException(cause, String.valueOf(e.getMessage()), e);
        rows.forEach(row -> row.owner().document().fail(failure));
    }

    private static Cause cause(ModelRunException e) {
        return switch (e.kind()) {
            case FAILED -> Cause.MODEL_FAILED;
            case TIMED_OUT -> Cause.TIMED_OUT;
        };
    }
}
