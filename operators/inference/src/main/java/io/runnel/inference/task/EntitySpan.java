package io.runnel.inference.task;

import io.runnel.inference.text.CharSpan;

/**
 * A named entity in a passage.
 *
 * @param index the passage's place in the request
 * @param entityGroup its type, such as {@code person}
 * @param word its tokens decoded
 * @param score mean probability of its words
 * @param span where it stands in the passage's text
 */
public record EntitySpan(int index, String entityGroup, String word, double score, CharSpan span) {}
