package io.runnel.peers;

/**
 * A line of the corpus.
 *
 * @param tokens with [CLS] and [SEP]
 * @param opens whether it is the first piece of its document
 */
public record Piece(String text, int tokens, boolean opens) {}
