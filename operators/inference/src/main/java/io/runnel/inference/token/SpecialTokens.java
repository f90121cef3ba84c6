package io.runnel.inference.token;

/**
 * The tokens that a tokenizer puts around and between texts.
 *
 * @param start in front of a row
 * @param separator behind every piece of it
 * @param padding fills a row up to its batch's length
 * @param unknown stands for what the vocabulary does not have; -1 if it has everything
 */
public record SpecialTokens(int start, int separator, int padding, int unknown) {}
