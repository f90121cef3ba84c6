package io.runnel.jobs.options;

import java.time.Duration;

/**
 * What a job promises about its output.
 *
 * @param transactionalIdPrefix as it was configured; {@code null} only with at-least-once
 */
public record DeliverySettings(
        Guarantee guarantee,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Duration checkpointInterval,
        Duration longestOutage) {}
