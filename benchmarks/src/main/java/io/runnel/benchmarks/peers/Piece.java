package io.runnel.benchmarks.peers;

/**
 * A line of the peers' corpus: a document, or one of the pieces of a long one.
 *
 * @param tokens real ones, special tokens included
 * @param opens whether it is the first piece of its document
 */
public record Piece(String id, String text, int tokens, boolean opens) {}
