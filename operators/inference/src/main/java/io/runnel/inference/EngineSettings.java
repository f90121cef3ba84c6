package io.runnel.inference;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a process's engine; they come from the TaskManager's configuration, never from a job.
 *
 * @param models the model store: a folder with {@code <name>/<version>/}
 * @param workers threads that run models, each with {@code intraOpThreads}
 * @param intraOpThreads ONNX Runtime threads of one run
 * @param batchMaxTokens most padded tokens in one model run: rows × longest row
 * @param cacheMaxChars most characters of text whose answers are kept; 0 switches the cache off
 * @param runTimeout longest time that one model run may take
 */
public record EngineSettings(
        Path models, int workers, int intraOpThreads, int batchMaxTokens, long cacheMaxChars, Duration runTimeout) {}
