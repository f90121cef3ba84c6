package io.runnel.schemas.document;

/**
 * A sentence quoted by a summary: {@code field.substring(start, end)} is {@code text}, in Java
 * string indices.
 */
public record SummarySentence(
        String field, String speaker, String text, double score, int start, int end) {}
