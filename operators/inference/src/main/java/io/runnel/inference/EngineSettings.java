package io.runnel.inference;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a process's engine; they come from the TaskManager's configuration, never from a
 * job.
 *
 * @param models the model store: a folder with {@code <name>/<version>/}
 * @param workers threads that run models, each with {@code intraOpThreads}
 * @param intraOpThreads ONNX Runtime threads of one run
 * @param batchMaxTokens most padded tokens in one model run: rows × longest row; at most {@link
 *     #MOST_BATCH_TOKENS}
 * @param cacheMaxChars most characters of text whose answers are kept; 0 switches the cache off
 * @param runTimeout longest time that one model run may take
 * @param graphCache a folder that keeps optimized graphs for the next start, or {@code null} for
 *     none; see {@link io.runnel.inference.onnx.GraphCache}
 * @param publicKey a PEM file with the Ed25519 public key that every model must be signed for, or
 *     {@code null} where none need be
 */
public record EngineSettings(
        Path models,
        int workers,
        int intraOpThreads,
        int batchMaxTokens,
        long cacheMaxChars,
        Duration runTimeout,
        Path graphCache,
        Path publicKey) {
    /** More than any machine gains by; the memory of a run grows with it. */
    public static final int MOST_BATCH_TOKENS = 65_536;

    private static final int DEFAULT_BATCH_MAX_TOKENS = 256;
    private static final long DEFAULT_CACHE_MAX_CHARS = 4_000_000;
    private static final Duration DEFAULT_RUN_TIMEOUT = Duration.ofSeconds(60);

    /**
     * @throws IllegalArgumentException with every setting that makes no sense
     */
    public EngineSettings {
        List<String> mistakes = new ArrayList<>();
        if (models == null) {
            mistakes.add("models is missing; expected the folder of the model store");
        }
        requireAtLeast("workers", workers, 1, mistakes);
        requireAtLeast("intraOpThreads", intraOpThreads, 1, mistakes);
        requireAtLeast("batchMaxTokens", batchMaxTokens, 1, mistakes);
        if (batchMaxTokens > MOST_BATCH_TOKENS) {
            mistakes.add(
                    "batchMaxTokens is "
                            + batchMaxTokens
                            + "; expected "
                            + MOST_BATCH_TOKENS
                            + " or less");
        }
        requireAtLeast("cacheMaxChars", cacheMaxChars, 0, mistakes);
        if (runTimeout == null || runTimeout.isZero() || runTimeout.isNegative()) {
            mistakes.add("runTimeout is " + runTimeout + "; expected a time above 0");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    "Engine settings cannot be used: " + String.join("; ", mistakes) + ".");
        }
    }

    /** Settings without a graph cache, for models that need no signature. */
    public EngineSettings(
            Path models,
            int workers,
            int intraOpThreads,
            int batchMaxTokens,
            long cacheMaxChars,
            Duration runTimeout) {
        this(
                models,
                workers,
                intraOpThreads,
                batchMaxTokens,
                cacheMaxChars,
                runTimeout,
                null,
                null);
    }

    /** The same with a folder for optimized graphs; {@code null} for none. */
    public EngineSettings withGraphCache(Path folder) {
        return new EngineSettings(
                models,
                workers,
                intraOpThreads,
                batchMaxTokens,
                cacheMaxChars,
                runTimeout,
                folder,
                publicKey);
    }

    /** The same for models that are signed for this public key only; {@code null} for any. */
    public EngineSettings withPublicKey(Path file) {
        return new EngineSettings(
                models,
                workers,
                intraOpThreads,
                batchMaxTokens,
                cacheMaxChars,
                runTimeout,
                graphCache,
                file);
    }

    /**
     * The defaults: a worker per processor with one thread each, batches of 256 tokens, 4 million
     * characters, a minute.
     */
    public static EngineSettings defaults(Path models) {
        return new EngineSettings(
                models,
                Runtime.getRuntime().availableProcessors(),
                1,
                DEFAULT_BATCH_MAX_TOKENS,
                DEFAULT_CACHE_MAX_CHARS,
                DEFAULT_RUN_TIMEOUT);
    }

    private static void requireAtLeast(String name, long value, long least, List<String> mistakes) {
        if (value < least) {
            mistakes.add(name + " is " + value + "; expected " + least + " or more");
        }
    }
}
