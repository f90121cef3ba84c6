package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The most that ONNX Runtime gives: rows that were tokenized, packed and put in tensors beforehand,
 * run by plain threads that take the next batch. Nothing else happens.
 */
public record CeilingRun(String name, Layout layout, RawModel model, RawBatches batches)
        implements Contestant<Work> {
    @Override
    public Work run() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < layout.callers(); caller++) {
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
                            "bench-ceiling-" + number));
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
