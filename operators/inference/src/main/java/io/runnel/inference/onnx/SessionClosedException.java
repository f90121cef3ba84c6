package io.runnel.inference.onnx;

/** Nothing is run any more: the model was closed, or the process is ending. No text is to blame. */
public final class SessionClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SessionClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
