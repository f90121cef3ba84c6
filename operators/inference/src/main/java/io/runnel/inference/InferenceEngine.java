package io.runnel.inference;

import io.runnel.inference.task.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers questions about texts with small language models: one engine per process, shared by all slots and jobs.
 *
 * <p>Use it through a lease: {@code try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings))}. The first
 * lease starts the workers, the last one closed stops them.
 */
public final class InferenceEngine {
    private InferenceEngine() {}

    /**
     * A share of the process's engine.
     *
     * @throws IllegalStateException if an engine with other settings is running in this process
     */
    public static Lease acquire(EngineSettings settings) {
        throw new IllegalStateException("contract only: " + settings);
    }

    /** A user's share of the engine; thread-safe; closing it twice does nothing. */
    public interface Lease extends AutoCloseable {
        /**
         * Loads and warms up the models of these tasks, and keeps them loaded until this lease is closed.
         *
         * @throws IllegalArgumentException if a model or head is missing or does not fit its task, with what there is
         */
        void prepare(List<? extends Task<?>> tasks);

        /**
         * Answers a request. Tokenizes on the calling thread, never waits for a model. The future completes on an engine
         * thread, exceptionally only with an {@link InferenceException}.
         *
         * @throws IllegalStateException if a task was not prepared
         */
        CompletableFuture<InferenceResult> submit(InferenceRequest request);

        EngineStatistics statistics();

        @Override
        void close();
    }
}
