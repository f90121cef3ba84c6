package io.runnel.sql;

import java.io.Serializable;
import java.util.List;

/**
 * A model's definition as values, without a mistake that can be seen before the model itself is. It
 * travels to the TaskManagers.
 *
 * @param model its name in SQL
 * @param texts the names of the INPUT columns
 */
record PredictPlan(
        String model,
        ModelSettings settings,
        List<String> texts,
        List<OutputColumn> columns,
        EngineSource engine)
        implements Serializable {}
