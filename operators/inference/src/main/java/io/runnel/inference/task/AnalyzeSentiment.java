package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;

/** Which sentiment the passages have, together and each. */
public record AnalyzeSentiment(ModelId model, String head, LongText longText) implements Task<Labels> {}
