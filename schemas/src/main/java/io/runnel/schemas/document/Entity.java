package io.runnel.schemas.document;

/**
 * A named entity: {@code field.substring(start, end)} is {@code text}, in Java string indices.
 *
 * @param entityGroup its type, such as {@code person}
 * @param word the Hugging Face word: its tokens decoded, lower-cased by an uncased model
 */
public record Entity(
        String field,
        String speaker,
        String entityGroup,
        String word,
        String text,
        double score,
        int start,
        int end) {}
