package io.runnel.jobs.database;

/** The database is not as the job needs it; the message says what is wrong and what to do. */
public final class UnmetDatabase extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnmetDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
