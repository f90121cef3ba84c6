package io.runnel.benchmarks.pipeline;

import io.runnel.flink.EngineOptions;
import io.runnel.inference.EngineSettings;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;

/** What Flink is told, beside what it is told by the jobs themselves. */
public final class FlinkKeys {
    private static final int LEAST_NETWORK_MIB = 64;
    private static final int NETWORK_MIB_OF_A_SLOT = 4;

    private FlinkKeys() {}

    /** The engine's settings as the TaskManager's configuration says them. */
    public static Map<String, String> of(EngineSettings engine) {
        return Map.of(
                EngineOptions.MODELS_DIRECTORY.key(),
                engine.models().toString(),
                EngineOptions.WORKERS.key(),
                Integer.toString(engine.workers()),
                EngineOptions.INTRA_OP_THREADS.key(),
                Integer.toString(engine.intraOpThreads()),
                EngineOptions.BATCH_MAX_TOKENS.key(),
                Integer.toString(engine.batchMaxTokens()),
                EngineOptions.CACHE_MAX_CHARS.key(),
                Long.toString(engine.cacheMaxChars()),
                EngineOptions.RUN_TIMEOUT.key(),
                engine.runTimeout().toMillis() + " ms");
    }

    /** Mebibytes for the network buffers of a TaskManager with so many slots. */
    public static int networkMib(int slots) {
        return LEAST_NETWORK_MIB + NETWORK_MIB_OF_A_SLOT * slots;
    }

    /** Of a job. One that fails ends, and so does the measurement: a restart would be in it. */
    public static Configuration job(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }
}
