package io.runnel.inference;

import io.runnel.inference.language.LanguageGuess;
import io.runnel.inference.task.Task;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions about texts with small language models: one engine per process, shared by all
 * slots and jobs.
 *
 * <p>Use it through a lease: {@code try (InferenceEngine.Lease engine =
 * InferenceEngine.acquire(settings))}. The first lease starts the workers, the last one closed
 * stops them.
 */
public final class InferenceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

    private static RunningEngine running;
    private static int leases;
    private static Thread stopAtExit;

    private InferenceEngine() {}

    /**
     * A share of the process's engine.
     *
     * @throws IllegalStateException if an engine with other settings is running in this process
     */
    public static synchronized Lease acquire(EngineSettings settings) {
        if (running == null) {
            running = new RunningEngine(settings, System::nanoTime);
            stopAtExit = new EngineThreads("exit").newThread(running::stop);
            Runtime.getRuntime().addShutdownHook(stopAtExit);
        } else if (!running.settings().equals(settings)) {
            throw new IllegalStateException(
                    "This process has one engine, and it runs with "
                            + running.settings()
                            + "; asked for was "
                            + settings
                            + ". Engine settings belong to the process: give every user the same ones.");
        }
        leases++;
        return new EngineLease(running, InferenceEngine::release);
    }

    /** Closes the engine outside of the lock: its last answers may acquire a lease. */
    private static void release() {
        RunningEngine unused = null;
        synchronized (InferenceEngine.class) {
            leases--;
            if (leases == 0) {
                unused = running;
                running = null;
                forgetExit();
            }
        }
        if (unused != null) {
            unused.close();
        }
    }

    private static void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending; the exit thread finds a closed engine.", e);
        }
        stopAtExit = null;
    }

    /**
     * A user's share of the engine; thread-safe; closing it twice does nothing.
     *
     * <p>Leases have equal shares of the workers while they have work that waits, however much each
     * has. One that asks for less than its share waits for at most about one batch of each other
     * lease that has work waiting, divided among the workers.
     */
    public interface Lease extends AutoCloseable {
        /**
         * Loads and warms up the models of these tasks, and keeps them loaded until this lease is
         * closed. A model is loaded again without the heads that no lease has prepared, so name all
         * tasks of a model in one call.
         *
         * @throws IllegalArgumentException if a model or head is missing or does not fit its task,
         *     with what there is
         */
        void prepare(List<? extends Task<?>> tasks);

        /**
         * Loads and warms up what writes summaries and what holds them to their source, and keeps
         * it loaded until this lease is closed.
         *
         * @throws IllegalArgumentException if a model is missing, does not run, or does not fit
         */
        Summarizer prepareWriting(WriteSummary how);

        /**
         * Answers a request. Tokenizes on the calling thread, never waits for a model. The future
         * completes on an engine thread (or at once, where the answer is known), exceptionally only
         * with an {@link InferenceException}: {@code CLOSED} if this lease is closed before the
         * answer is there and no other one keeps the model.
         *
         * @throws IllegalStateException if a task was not prepared
         * @throws IllegalArgumentException if a question names passages that are not there
         */
        CompletableFuture<InferenceResult> submit(InferenceRequest request);

        /**
         * What a model's folder says about it: its heads, their tasks and languages. Loads nothing
         * that was not prepared; asking again is cheap.
         *
         * @throws IllegalArgumentException if the model is missing or its folder is damaged, with
         *     what there is
         */
        ModelCard card(ModelId model);

        /**
         * Whether the head that answers this task was trained for this language. The engine answers
         * in any case: not to ask is up to the caller.
         *
         * @param language ISO 639-1, such as {@code en}
         * @throws IllegalArgumentException if the model or the head is missing, with what there is
         */
        default boolean supports(Task<?> task, String language) {
            return PreparedTask.head(task, card(task.model())).supports(language);
        }

        /**
         * Loads the language model, unless it is loaded; it stays until the last lease is closed.
         *
         * @throws IllegalStateException if the model is missing from the engine's jar
         * @throws java.io.UncheckedIOException if it is damaged
         */
        void prepareLanguage();

        /**
         * The likeliest language of a text. Runs on the calling thread and takes about a
         * millisecond; without {@link #prepareLanguage()} the first text that needs the language
         * model waits for it to load.
         */
        LanguageGuess language(String text);

        EngineStatistics statistics();

        /** What one model took since the engine started; nothing, if it has not run. */
        ModelStatistics statistics(ModelId model);

        @Override
        void close();
    }
}
