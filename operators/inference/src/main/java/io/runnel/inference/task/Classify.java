package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;

/** Which of the head's labels the passages have, together and each. */
public record Classify(ModelId model, String head, LongText longText) implements Task<Labels> {}
