package io.runnel.schemas.document;

/**
 * The most probable label of one field, as {@code turns[3].text}; the speaker is {@code null}
 * outside transcripts.
 */
public record FieldLabel(String field, String speaker, String label, double score) {}
