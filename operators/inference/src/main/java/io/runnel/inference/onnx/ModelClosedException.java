package io.runnel.inference.onnx;

/** A model is asked that is closed, or the process is ending: nothing is wrong with the text. */
public final class ModelClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ModelClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
