package io.runnel.sql;

import io.runnel.flink.EngineProvider;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.ml.AsyncPredictRuntimeProvider;
import org.apache.flink.table.ml.ModelProvider;

/** A model that answers many rows at a time, so that the engine can batch them. */
record RunnelModelProvider(PredictPlan plan, EngineProvider engine)
        implements AsyncPredictRuntimeProvider {
    @Override
    public AsyncPredictFunction createAsyncPredictFunction(Context context) {
        return new RunnelPredictFunction(plan, engine);
    }

    @Override
    public ModelProvider copy() {
        return this;
    }
}
