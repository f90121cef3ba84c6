package io.runnel.jobs.command.topics;

import java.util.Locale;

/** Who reads what a command prints. */
public enum OutputFormat {
    /** A person. */
    TEXT,
    /** A program. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
