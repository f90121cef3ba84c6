package io.runnel.jobs.options;

import java.util.Locale;

/** What happens at start if a topic does not exist. */
public enum MissingTopics {
    /** It is created. */
    CREATE,
    /** The job does not start. */
    REFUSE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
