package io.runnel.inference.onnx;

/** A run of a model gave no logits. Other runs of the same model are not affected. */
public final class ModelRunException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** The runtime refused or failed, or there was no memory for the run. */
        FAILED,
        /** It took longer than it was given, and was stopped. */
        TIMED_OUT
    }

    private final Kind kind;

    ModelRunException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
