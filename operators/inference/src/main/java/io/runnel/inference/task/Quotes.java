package io.runnel.inference.task;

import java.util.List;

/**
 * The sentences of an extractive summary, in the order of the document; empty if no passage has a
 * sentence.
 */
public record Quotes(List<Quote> sentences) {}
