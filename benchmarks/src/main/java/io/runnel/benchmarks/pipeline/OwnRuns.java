package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.ceiling.Layout;
import io.runnel.benchmarks.ceiling.RawBatches;
import io.runnel.benchmarks.ceiling.RawModel;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the model itself takes for a document: its rows, one run each, on this thread, alone.
 */
public final class OwnRuns {
    private static final Layout ALONE = new Layout(1, 1, 1, Layout.Waiting.PARKED);
    private static final int WARM_UP_DOCUMENTS = 10;

    /** Of a batch: every row is one of its own. */
    private static final int ONE_TOKEN = 1;

    private OwnRuns() {}

    /** The milliseconds of each document. */
    public static List<Double> millis(List<PreparedDocument> documents, ModelDirectory directory) {
        List<Double> millis = new ArrayList<>();
        try (RawModel model = RawModel.load(directory, ALONE)) {
            for (int i = 0; i < Math.min(WARM_UP_DOCUMENTS, documents.size()); i++) {
                alone(documents.get(i), model);
            }
            for (PreparedDocument document : documents) {
                millis.add(alone(document, model));
            }
        }
        return millis;
    }

    private static double alone(PreparedDocument document, RawModel model) {
        try (RawBatches rows = RawBatches.pack(List.of(document), model, ONE_TOKEN)) {
            long start = System.nanoTime();
            rows.runAll(model);
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
