package io.runnel.inference.generate;

/** A text could not be written; others were. */
public final class WritingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why it could not. */
    public enum Kind {
        /** The model, or what is around it, failed on this text alone. */
        FAILED,
        /** A step took too long. */
        TIMED_OUT,
        /** Nothing is wrong with the text: nobody writes any more. */
        CLOSED
    }

    WritingException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why it could not. */
    public Kind kind() {
        return kind;
    }
}
