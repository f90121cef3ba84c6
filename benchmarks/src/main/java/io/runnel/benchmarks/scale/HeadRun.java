package io.runnel.benchmarks.scale;

import io.runnel.benchmarks.ceiling.RawBatch;
import io.runnel.benchmarks.ceiling.RawModel;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int number = caller;
            threads.add(
                    new Thread(
                            () -> {
                                try {
                                    runAll(next, number);
                                } catch (RuntimeException e) {
                                    failure.compareAndSet(null, e);
                                }
                            },
                            "bench-heads-" + number));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw failure.get();
        }
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
