package io.runnel.inference.generate;

/** A text could not be written; others were. */
public final class WritingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WritingException(String message, Throwable cause) {
        super(message, cause);
    }
}
