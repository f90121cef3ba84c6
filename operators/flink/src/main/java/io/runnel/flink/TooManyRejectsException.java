package io.runnel.flink;

/** More of the input is rejected than the job allows. */
public final class TooManyRejectsException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyRejectsException(String message) {
        super(message);
    }
}
