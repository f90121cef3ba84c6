package io.runnel.benchmarks.peers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Answers each record on a thread of a pool, as Flink's page on asynchronous I/O shows it. */
final class AnswerAsync extends RichAsyncFunction<Piece, Answered> {
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 30;

    private final AnswererSource source;
    private final int threads;
    private transient Answerer answerer;
    private transient ExecutorService pool;

    AnswerAsync(AnswererSource source, int threads) {
        this.source = source;
        this.threads = threads;
    }

    @Override
    public void open(OpenContext context) {
        answerer = source.open();
        pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public void asyncInvoke(Piece piece, ResultFuture<Answered> result) {
        var unused =
                CompletableFuture.supplyAsync(() -> answerer.answer(piece), pool)
                        .whenComplete(
                                (answered, failure) -> {
                                    if (failure == null) {
                                        result.complete(List.of(answered));
                                    } else {
                                        result.completeExceptionally(failure);
                                    }
                                });
    }

    /** Sessions may close only when no run is under way. */
    @Override
    public void close() throws InterruptedException {
        if (pool != null) {
            pool.shutdownNow();
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "A model run has not ended within " + PATIENCE_SECONDS + " s.");
            }
        }
        if (answerer != null) {
            answerer.close();
        }
    }
}
