package io.runnel.jobs.options;

import java.util.Locale;

/** How often an input record has an outcome in the output topics. */
public enum Guarantee {
    /** Once, for readers with {@code isolation.level=read_committed}. */
    EXACTLY_ONCE,
    /** Once, or more often after a failure; visible at once. */
    AT_LEAST_ONCE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
