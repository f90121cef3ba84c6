package io.runnel.inference.generate;

import io.runnel.inference.onnx.SourceText;
import java.util.concurrent.CompletableFuture;

/** A request that waits, or is worked on, and the future that is told of it. */
final class WritingTicket {
    private final WritingRequest request;
    private final SourceText source;
    private final long bytes;
    private final long sourceTokens;
    private final TimeBudget time;
    private final CompletableFuture<Written> answer = new CompletableFuture<>();

    /**
     * @param bytes that its rows take outside of the heap in the end
     * @param sourceTokens that are read for it before anything is written
     * @param time that it has, alone or with others
     */
    WritingTicket(
            WritingRequest request,
            SourceText source,
            long bytes,
            long sourceTokens,
            TimeBudget time) {
        this.request = request;
        this.source = source;
        this.bytes = bytes;
        this.sourceTokens = sourceTokens;
        this.time = time;
    }

    WritingRequest request() {
        return request;
    }

    SourceText source() {
        return source;
    }

    /** Requests of one lane may be written together: equal lengths, equally many rows. */
    Lane lane() {
        return new Lane(source.ids().length, rows());
    }

    /** How many rows of a batch it takes. */
    int rows() {
        return request.settings().beams().beams();
    }

    /** Tokens that are read for it before anything is written. */
    long sourceTokens() {
        return sourceTokens;
    }

    /** Bytes that all its rows take outside of the heap in the end. */
    long bytes() {
        return bytes;
    }

    /** Tokens that all its rows may have read and written in the end. */
    long mostTokens() {
        return (long) rows() * (source.ids().length + request.mostNewTokens());
    }

    /** The time that it has, alone or with others. */
    TimeBudget time() {
        return time;
    }

    CompletableFuture<Written> future() {
        return answer;
    }

    /** Whether nobody waits for it any more. */
    boolean isOver() {
        return answer.isDone();
    }

    void answer(Written written) {
        answer.complete(written);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }

    /** What requests must have in common. */
    record Lane(int length, int rows) {}
}
