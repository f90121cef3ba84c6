package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.List;

/** The model in the best layout, for contests with something else. Owns what it makes. */
public final class Ceiling implements AutoCloseable {
    private final Layout layout;
    private final RawModel model;
    private final List<RawBatches> batches = new ArrayList<>();

    private Ceiling(Layout layout, RawModel model) {
        this.layout = layout;
        this.model = model;
    }

    public static Ceiling load(ModelDirectory directory, Layout layout) {
        return new Ceiling(layout, RawModel.load(directory, layout));
    }

    /**
     * A contestant that runs these documents.
     *
     * @param maxTokens most padded tokens of a batch: the best number differs by document
     */
    public CeilingRun over(String name, List<PreparedDocument> documents, int maxTokens) {
        RawBatches packed = RawBatches.pack(documents, model, maxTokens);
        batches.add(packed);
        return new CeilingRun(name, layout, model, packed);
    }

    @Override
    public void close() {
        batches.forEach(RawBatches::close);
        model.close();
    }
}
