package io.runnel.schemas.registry;

/** The registry answered, and does not take a schema; the message has its reason. */
public final class RegistryRefusal extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RegistryRefusal(String message) {
        super(message);
    }
}
