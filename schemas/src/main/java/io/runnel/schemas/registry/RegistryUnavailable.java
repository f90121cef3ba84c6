package io.runnel.schemas.registry;

/**
 * The registry gave no answer, or none that says anything about the schema. It says nothing about
 * the record in question either, which must be tried again.
 */
public final class RegistryUnavailable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
