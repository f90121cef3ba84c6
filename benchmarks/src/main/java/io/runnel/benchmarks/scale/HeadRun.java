package io.runnel.benchmarks.scale;

import io.runnel.benchmarks.ceiling.RawBatch;
import io.runnel.benchmarks.ceiling.RawModel;
import io.runnel.benchmarks.measure.Callers;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several answers for each batch: from several heads of one model, or from several models with one
 * head each.
 *
 * @param models each runs every batch
 * @param outputs what each of them is asked for
 */
public record HeadRun(
        String name,
        List<RawModel> models,
        List<Set<String>> outputs,
        List<RawBatch> batches,
        int callers)
        implements Contestant<Work> {
    @Override
    public Work run() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        double seconds = Callers.run("heads", callers, caller -> runAll(next, caller));
        return new Work(
                batches.size(), batches.stream().mapToLong(RawBatch::tokens).sum(), seconds);
    }

    private void runAll(AtomicInteger next, int caller) {
        for (int batch = next.getAndIncrement();
                batch < batches.size();
                batch = next.getAndIncrement()) {
            for (int model = 0; model < models.size(); model++) {
                models.get(model).run(batches.get(batch), outputs.get(model), caller);
            }
        }
    }
}
