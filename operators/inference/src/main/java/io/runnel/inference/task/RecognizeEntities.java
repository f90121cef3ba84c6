package io.runnel.inference.task;

import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;

/** Which names, places, dates and amounts the passages mention, and where. */
public record RecognizeEntities(ModelId model, String head, LongText longText, WordAggregation aggregation)
        implements Task<Entities> {}
