package io.runnel.inference.generate;

import io.runnel.inference.generate.WritingException.Kind;
import io.runnel.inference.onnx.ModelRunException;
import io.runnel.inference.onnx.SessionClosedException;
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

    /** Even where memory is short, texts of so many tokens are not cut. */
    private static final int LEAST_TOKENS = 512;

    private static final int LEAST_ROWS = 2;
    private static final int STEPS_DOWN = 8;

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
     * @param maxPiece most tokens of a text that one run reads, where the model takes pieces
     * @param stepTimeout longest time that one run may take
     */
    public record Settings(int workers, int maxRows, int maxPiece, Duration stepTimeout) {
        /** With pieces as the model's vocabulary allows them. */
        public Settings(int workers, int maxRows, Duration stepTimeout) {
            this(workers, maxRows, Integer.MAX_VALUE, stepTimeout);
        }
    }

    /**
     * @param model is given back when this is closed
     */
    public Writer(
            WriterHandle model, Settings settings, ThreadFactory factory, LongSupplier nanoTime) {
        this.model = model;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.queue = new WritingQueue(settings.maxRows(), model.memory(), this::cohort);
        for (int i = 0; i < settings.workers(); i++) {
            Thread worker = factory.newThread(this::work);
            threads.add(worker);
            worker.start();
        }
    }

    /** A line for one more user: users have equal shares. It needs no closing. */
    public WritingLine openLine() {
        return new WritingLine();
    }

    /**
     * Most tokens of a text and its prompt that this writer has room for: as many as the model
     * takes, or fewer where what it remembers of them would not fit.
     *
     * @param rows sequences that are followed for it
     * @param newTokens that are written at most
     */
    public int mostTokens(int rows, int newTokens) {
        int most = model.card().maxTokens();
        int batch = Math.max(LEAST_ROWS, rows);
        while (most > LEAST_TOKENS
                && batch * model.rowBytes(most, newTokens) > model.memory().most()) {
            most = Math.max(LEAST_TOKENS, most - most / STEPS_DOWN);
        }
        return most;
    }

    /**
     * Writes a text. The future fails with a {@link WritingException}; cancelling it stops the
     * work.
     *
     * @param line where the text waits
     */
    public CompletableFuture<Written> write(WritingLine line, WritingRequest request) {
        return write(line, request, new TimeBudget(request.longest()));
    }

    /**
     * The same for a text that shares its time with others.
     *
     * @param time in place of the request's own
     */
    public CompletableFuture<Written> write(
            WritingLine line, WritingRequest request, TimeBudget time) {
        SourceText source = request.sourceFor(model);
        int rows = request.settings().beams().beams();
        long bytes = rows * model.rowBytes(source.ids().length, request.mostNewTokens());
        // An encoder reads for all sequences of a text at once.
        long read = (long) source.ids().length * (model.hasEncoder() ? 1 : rows);
        WritingTicket ticket = new WritingTicket(request, source, bytes, read, time);
        if (!queue.offer(line, ticket)) {
            ticket.fail(closed());
        }
        return ticket.future();
    }

    /** What writing took so far. */
    public WritingTimes times() {
        return new WritingTimes(model.modelNanos(), stepNanos.sum());
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
        return new WritingException(
                Kind.CLOSED, "The writer was closed before this was written.", null);
    }

    private Cohort cohort(List<WritingTicket> tickets) {
        return new Cohort(
                model,
                tickets,
                new Cohort.Steps(settings.maxPiece(), settings.stepTimeout()),
                nanoTime);
    }

    private void work() {
        try {
            for (Cohort cohort = queue.take(); cohort != null; cohort = queue.take()) {
                long start = nanoTime.getAsLong();
                List<Cohort> apart = step(cohort);
                stepNanos.add(nanoTime.getAsLong() - start);
                if (!queue.giveBack(cohort, apart)) {
                    fail(cohort.tickets(), closed());
                    apart.forEach(one -> fail(one.tickets(), closed()));
                    cohort.giveUp();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted: the writer is closing.");
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One step. If it fails, the cohort is over, and each of its texts is to be begun again alone,
     * or fails.
     *
     * @return the cohorts of those that are to be begun again
     */
    @SuppressWarnings(
            "CatchingUnchecked") // whatever is thrown belongs to these texts; the worker lives on
    private List<Cohort> step(Cohort cohort) {
        List<WritingTicket> tickets = cohort.tickets();
        try {
            cohort.step();
            return List.of();
        } catch (ModelRunException e) {
            cohort.giveUp();
            return apart(tickets, new WritingException(kind(e), e.getMessage(), e));
        } catch (SessionClosedException e) {
            cohort.giveUp();
            fail(tickets, new WritingException(Kind.CLOSED, e.getMessage(), e));
            return List.of();
        } catch (RuntimeException | Error e) {
            LOG.error("A step of {} texts failed outside of the model.", tickets.size(), e);
            cohort.giveUp();
            return apart(tickets, new WritingException(Kind.FAILED, String.valueOf(e), e));
        }
    }

    /** A text that was alone fails; of several, nobody knows which one it was. */
    private List<Cohort> apart(List<WritingTicket> tickets, WritingException failure) {
        if (tickets.size() == 1) {
            fail(tickets, failure);
            return List.of();
        }
        List<WritingTicket> left = tickets.stream().filter(ticket -> !ticket.isOver()).toList();
        left.forEach(ticket -> ticket.time().beginAgain());
        return left.stream().map(ticket -> cohort(List.of(ticket))).toList();
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
