package io.runnel.dashboard.store;

import java.sql.SQLException;

/** The store could not do what it should; the message says what, and where. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(String what, SQLException cause) {
        super("The store failed to " + what + ": " + cause.getMessage(), cause);
    }
}
