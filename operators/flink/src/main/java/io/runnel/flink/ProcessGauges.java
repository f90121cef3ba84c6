package io.runnel.flink;

import java.util.UUID;

/**
 * Numbers of the process, shown by one operator subtask of it at a time.
 *
 * <p>All subtasks and jobs share the engine, so each would show the same numbers, and a sum over
 * them would be wrong. Flink gives user code no metric group of the process, and every job has a
 * class loader of its own, so no static field here is the process's. Therefore the subtask that
 * shows them holds a system property with a token of its own; when it closes, the next one takes
 * over.
 */
final class ProcessGauges implements AutoCloseable {
    static final String OWNER = "io.runnel.engine.gauges.owner";

    private final String property;
    private final Runnable register;
    private final String token = UUID.randomUUID().toString();
    private boolean shown;

    /**
     * @param what these numbers are about: the same in every subtask that could show them
     * @param register adds them to a group of this subtask
     */
    ProcessGauges(String what, Runnable register) {
        this.property = OWNER + "." + what;
        this.register = register;
    }

    /**
     * Shows the gauges here unless another subtask of this process does; cheap enough to ask for
     * every document.
     */
    void showUnlessShown() {
        if (!shown && System.getProperties().putIfAbsent(property, token) == null) {
            shown = true;
            register.run();
        }
    }

    /** Lets another subtask show them; Flink removes these gauges with their operator. */
    @Override
    public void close() {
        System.getProperties().remove(property, token);
    }
}
