package io.runnel.schemas.document;

/**
 * A record that could not be enriched, with its original bytes.
 *
 * @param exception class name of the cause, or {@code null} where there was none
 * @param message what happened, what was expected, what to do
 */
public record Reject(
        Origin origin, Stage stage, RejectReason reason, String exception, String message) {}
