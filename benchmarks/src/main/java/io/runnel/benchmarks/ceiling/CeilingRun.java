package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.measure.Callers;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The most that ONNX Runtime gives: rows that were tokenized, packed and put in tensors beforehand,
 * run by plain threads that take the next batch. Nothing else happens.
 */
public record CeilingRun(String name, Layout layout, RawModel model, RawBatches batches)
        implements Contestant<Work> {
    @Override
    public Work run() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        double seconds = Callers.run("ceiling", layout.callers(), caller -> runAll(next, caller));
        return new Work(batches.documents(), batches.tokens(), seconds);
    }

    private void runAll(AtomicInteger next, int caller) {
        List<RawBatch> all = batches.all();
        for (int batch = next.getAndIncrement();
                batch < all.size();
                batch = next.getAndIncrement()) {
            model.run(all.get(batch), batches.outputs(), caller);
        }
    }
}
