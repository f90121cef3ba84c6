package io.runnel.jobs.registry;

import java.util.List;

/** The schema registry is not as the job needs it; carries everything that is missing. */
public final class UnmetSchemas extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    UnmetSchemas(List<String> faults, String advice) {
        super(
                "The job cannot start with this schema registry.\n  - "
                        + String.join("\n  - ", faults)
                        + "\n"
                        + advice);
        this.faults = List.copyOf(faults);
    }

    /** One line for each. */
    public List<String> faults() {
        return faults;
    }
}
