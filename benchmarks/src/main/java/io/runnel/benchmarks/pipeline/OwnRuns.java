package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.ceiling.Ceiling;
import io.runnel.benchmarks.ceiling.CeilingPlan;
import io.runnel.benchmarks.ceiling.Layout;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Work;
import io.runnel.modelstore.ModelDirectory;
import java.util.ArrayList;
import java.util.List;

/** How long the model itself takes for a document: its rows, one run each, on one thread, alone. */
public final class OwnRuns {
    private static final Layout ALONE = new Layout(1, 1, 1, Layout.Waiting.PARKED);
    private static final int WARM_UP_DOCUMENTS = 10;

    private OwnRuns() {}

    /** The milliseconds of each document. */
    public static List<Double> millis(List<PreparedDocument> documents, ModelDirectory model)
            throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        // A budget of one token: every row is a batch of its own.
        try (Ceiling alone = Ceiling.load(model, new CeilingPlan(ALONE, 1))) {
            for (int i = 0; i < Math.min(WARM_UP_DOCUMENTS, documents.size()); i++) {
                alone.over("warm-up", List.of(documents.get(i))).run();
            }
            for (PreparedDocument document : documents) {
                Work work = alone.over("alone", List.of(document)).run();
                millis.add(work.seconds() * 1e3);
            }
        }
        return millis;
    }
}
