package io.runnel.jobs.options;

import java.io.Serializable;
import java.time.Duration;

/**
 * A PostgreSQL that a job writes to.
 *
 * @param passwordFile on every machine that connects, or {@code null} for the variable of its
 *     environment
 * @param longestOutage how long a database that does not answer is waited for
 */
public record DatabaseSettings(
        String url, String user, String passwordFile, int batchSize, Duration longestOutage)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
