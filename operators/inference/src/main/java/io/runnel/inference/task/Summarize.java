package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;

/**
 * Which whole sentences of the passages tell most, in their order.
 *
 * @param maxWords most words of all chosen sentences together; the best sentence is chosen even if it alone is longer
 */
public record Summarize(ModelId model, String head, LongText longText, int maxWords) implements Task<Quotes> {}
