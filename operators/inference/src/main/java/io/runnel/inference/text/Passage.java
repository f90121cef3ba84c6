package io.runnel.inference.text;

/**
 * One text of a document and the field it stands in, such as {@code turns[3].text}. The text may be
 * empty.
 *
 * <p>Results name the field and give offsets in this text.
 */
public record Passage(String field, String text) {}
