package io.runnel.inference.generate;

import io.runnel.inference.generate.WritingException.Kind;
import io.runnel.inference.onnx.ModelClosedException;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SourceText;
import io.runnel.inference.onnx.WriterHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes texts with one model: many at once, each as if it were alone. Thread-safe. Closing it
 * fails what is not written, waits for the steps under way and gives the model back.
 */
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final String MORE_MEMORY =
            "What a text remembers while it is written is direct memory of the JVM: raise"
                    + " taskmanager.memory.task.off-heap.size (without Flink"
                    + " -XX:MaxDirectMemorySize), or write shorter texts with fewer beams.";

    private final WriterHandle model;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final WritingQueue queue;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder stepNanos = new LongAdder();

    /**
     * How a model is used.
     *
     * @param workers threads that run it
     * @param maxRows most sequences that are written at once, each beam being one
     * @param stepTimeout longest time that one run may take
     */
    public record Settings(int workers, int maxRows, Duration stepTimeout) {}

    /**
     * @param model is given back when this is closed
     */
    public Writer(
            WriterHandle model, Settings settings, ThreadFactory factory, LongSupplier nanoTime) {
        this.model = model;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.queue =
                new WritingQueue(
                        settings.maxRows(),
                        tickets -> new Cohort(model, tickets, settings.stepTimeout(), nanoTime));
        for (int i = 0; i < settings.workers(); i++) {
            Thread worker = factory.newThread(this::work);
            threads.add(worker);
            worker.start();
        }
    }

    /** A line for one more user: users have equal shares. */
    public WritingLine openLine() {
        return new WritingLine();
    }

    /** Nothing of this line is written any more; what was not written yet fails. */
    public void close(WritingLine line) {
        queue.close(line).forEach(WritingTicket::close);
    }

    /**
     * Writes a text. The future fails with a {@link WritingException}; cancelling it stops the
     * work.
     *
     * @param line where the text waits
     */
    public CompletableFuture<Written> write(WritingLine line, WritingRequest request) {
        WritingTicket ticket = new WritingTicket(request, source(request), line);
        if (!queue.offer(ticket)) {
            ticket.close();
        }
        return ticket.future();
    }

    private SourceText source(WritingRequest request) {
        int most = model.card().maxTokens();
        if (model.hasEncoder()) {
            return request.forEncoder(most);
        }
        return model.takesPadding() ? request.forDecoder(most) : request.unpadded();
    }

    /** What writing took so far. */
    public WritingTimes times() {
        return new WritingTimes(model.modelNanos(), stepNanos.sum());
    }

    @Override
    public void close() {
        queue.close().forEach(WritingTicket::close);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(settings.stepTimeout().plusSeconds(1).toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        model.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (Cohort cohort = queue.take(); cohort != null; cohort = queue.take()) {
                int rows = cohort.rowCount();
                long start = nanoTime.getAsLong();
                step(cohort);
                stepNanos.add(nanoTime.getAsLong() - start);
                if (!queue.giveBack(cohort, rows)) {
                    cohort.tickets().forEach(WritingTicket::close);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted: the writer is closing.");
            Thread.currentThread().interrupt();
        }
    }

    /** One step; if it fails, each text of the cohort is begun again alone, or fails. */
    @SuppressWarnings(
            "CatchingUnchecked") // whatever is thrown belongs to these texts; the worker lives on
    private void step(Cohort cohort) {
        List<WritingTicket> tickets = cohort.tickets();
        try {
            cohort.step();
        } catch (ModelRunException e) {
            cohort.giveUp();
            failOrRetry(tickets, new WritingException(kind(e), e.getMessage(), e));
        } catch (OutOfMemoryError | ArithmeticException e) {
            cohort.giveUp();
            failOrRetry(
                    tickets,
                    new WritingException(Kind.FAILED, e.getMessage() + ". " + MORE_MEMORY, e));
        } catch (ModelClosedException e) {
            cohort.giveUp();
            fail(tickets, new WritingException(Kind.CLOSED, String.valueOf(e.getMessage()), e));
        } catch (RuntimeException | Error e) {
            LOG.error("A step of {} texts failed outside of the model.", tickets.size(), e);
            cohort.giveUp();
            fail(tickets, new WritingException(Kind.FAILED, String.valueOf(e.getMessage()), e));
        }
    }

    private void failOrRetry(List<WritingTicket> tickets, WritingException failure) {
        if (tickets.size() == 1) {
            fail(tickets, failure);
            return;
        }
        for (WritingTicket ticket : tickets) {
            Cohort alone = new Cohort(model, List.of(ticket), settings.stepTimeout(), nanoTime);
            while (!alone.isOver()) {
                step(alone);
            }
        }
    }

    private static void fail(List<WritingTicket> tickets, WritingException failure) {
        tickets.forEach(ticket -> ticket.fail(failure));
    }

    private static Kind kind(ModelRunException e) {
        return switch (e.kind()) {
            case FAILED -> Kind.FAILED;
            case TIMED_OUT -> Kind.TIMED_OUT;
        };
    }
}
