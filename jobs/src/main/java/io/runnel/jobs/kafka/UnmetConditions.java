package io.runnel.jobs.kafka;

import java.util.List;

/**
 * Kafka is not as the job needs it to keep its promise; carries every condition that is not met.
 */
public final class UnmetConditions extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final List<String> conditions;

    UnmetConditions(List<String> conditions) {
        super("The job cannot start with this Kafka.\n  - " + String.join("\n  - ", conditions));
        this.conditions = List.copyOf(conditions);
    }

    /** One line for each: what was found, what was expected, what to do. */
    public List<String> conditions() {
        return conditions;
    }
}
