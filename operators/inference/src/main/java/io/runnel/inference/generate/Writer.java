package io.runnel.inference.generate;

import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.WriterHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes texts with one model: many at once, each as if it were alone. Thread-safe. Closing it
 * fails what is not written, waits for the steps under way and gives the model back.
 */
public final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final WriterHandle model;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final WritingQueue queue;
    private final List<Thread> threads = new ArrayList<>();

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

    /**
     * Writes a text. The future fails with a {@link WritingException}; cancelling it stops the
     * work.
     */
    public CompletableFuture<Written> write(WritingRequest request) {
        int most = model.card().maxTokens();
        WritingTicket ticket =
                new WritingTicket(
                        request,
                        model.hasEncoder() ? request.forEncoder(most) : request.forDecoder(most));
        if (!queue.offer(ticket)) {
            ticket.fail(new WritingException("The writer is closed.", null));
        }
        return ticket.future();
    }

    @Override
    public void close() {
        queue.close().forEach(ticket -> ticket.fail(closed()));
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

    private static WritingException closed() {
        return new WritingException("The writer was closed before this was written.", null);
    }

    private void work() {
        try {
            for (Cohort cohort = queue.take(); cohort != null; cohort = queue.take()) {
                int rows = cohort.rowCount();
                step(cohort);
                if (!queue.giveBack(cohort, rows)) {
                    cohort.tickets().forEach(ticket -> ticket.fail(closed()));
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
            failOrRetry(tickets, e);
        } catch (RuntimeException | Error e) {
            LOG.error("A step of {} texts failed outside of the model.", tickets.size(), e);
            cohort.giveUp();
            WritingException failure = new WritingException(String.valueOf(e.getMessage()), e);
            tickets.forEach(ticket -> ticket.fail(failure));
        }
    }

    private void failOrRetry(List<WritingTicket> tickets, ModelRunException e) {
        if (tickets.size() == 1) {
            tickets.get(0).fail(new WritingException(e.getMessage(), e));
            return;
        }
        for (WritingTicket ticket : tickets) {
            Cohort alone = new Cohort(model, List.of(ticket), settings.stepTimeout(), nanoTime);
            while (!alone.isOver()) {
                step(alone);
            }
        }
    }
}
