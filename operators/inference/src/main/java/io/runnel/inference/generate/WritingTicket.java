package io.runnel.inference.generate;

import io.runnel.inference.onnx.SourceText;
import java.util.concurrent.CompletableFuture;

/** A request that waits, or is worked on, and the future that is told of it. */
final class WritingTicket {
    private final WritingRequest request;
    private final SourceText source;
    private final WritingLine line;
    private final CompletableFuture<Written> answer = new CompletableFuture<>();

    WritingTicket(WritingRequest request, SourceText source, WritingLine line) {
        this.request = request;
        this.source = source;
        this.line = line;
    }

    /** Where it waits. */
    WritingLine line() {
        return line;
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

    /** Tokens that all its rows may have read and written in the end. */
    long mostTokens() {
        int written = request.settings().lengths().most(0);
        return (long) rows() * (source.ids().length + written);
    }

    CompletableFuture<Written> future() {
        return answer;
    }

    /** Whether nobody waits for it any more. */
    boolean isOver() {
        return answer.isDone() || line.isClosed();
    }

    void answer(Written written) {
        answer.complete(written);
    }

    void fail(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }

    /** Says that nobody writes it any more. */
    void close() {
        fail(
                new WritingException(
                        WritingException.Kind.CLOSED,
                        "The writer was closed before this was written.",
                        null));
    }

    /** What requests must have in common. */
    record Lane(int length, int rows) {}
}
