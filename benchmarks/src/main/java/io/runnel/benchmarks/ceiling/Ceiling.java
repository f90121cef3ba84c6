package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.List;

/** The model, loaded for the best plan, for contests with something else. Owns what it makes. */
public final class Ceiling implements AutoCloseable {
    private final CeilingPlan plan;
    private final RawModel model;
    private final List<RawBatches> batches = new ArrayList<>();

    private Ceiling(CeilingPlan plan, RawModel model) {
        this.plan = plan;
        this.model = model;
    }

    public static Ceiling load(ModelDirectory directory, CeilingPlan plan) {
        return new Ceiling(plan, RawModel.load(directory, plan.layout()));
    }

    public CeilingPlan plan() {
        return plan;
    }

    /** A contestant that runs these documents. */
    public CeilingRun over(String name, List<PreparedDocument> documents) {
        RawBatches packed = RawBatches.pack(documents, model, plan.maxTokens());
        batches.add(packed);
        return new CeilingRun(name, plan.layout(), model, packed);
    }

    @Override
    public void close() {
        batches.forEach(RawBatches::close);
        model.close();
    }
}
