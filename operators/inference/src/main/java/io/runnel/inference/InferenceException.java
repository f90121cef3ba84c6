package io.runnel.inference;

/** One document could not be answered; its neighbours in the batch were. */
public final class InferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        /**
         * The model failed on a chunk of it that was alone in its batch, or gave a number that is
         * none.
         */
        MODEL_FAILED,
        /** A run with nothing but a chunk of it took longer than {@code inference.run-timeout}. */
        TIMED_OUT,
        /** The engine was closed, or the process is ending: the document may be submitted again. */
        CLOSED
    }

    private final Cause kind;

    public InferenceException(Cause kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Cause kind() {
        return kind;
    }
}
