package io.runnel.schemas.document;

import java.util.Map;

/**
 * What one speaker says before another does. The text may be empty; the speaker and the time may be
 * {@code null}.
 *
 * @param other unknown fields of the turn, each as JSON text
 */
public record Turn(String speaker, String text, String time, Map<String, String> other) {}
