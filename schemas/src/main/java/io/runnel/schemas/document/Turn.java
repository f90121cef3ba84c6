package io.runnel.schemas.document;

/**
 * What one speaker says before another does. The text may be empty; the speaker and the time may be
 * {@code null}.
 */
public record Turn(String speaker, String text, String time) {}
