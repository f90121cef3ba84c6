package io.runnel.benchmarks.suite;

import io.runnel.inference.EngineSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which conditions everything is measured.
 *
 * @param engine the engine's settings; its cache is off
 * @param parallelism of each job, and partitions of each topic
 * @param checkpointInterval of the jobs
 * @param dollarsPerCpuHour what an hour of one CPU costs
 * @param peers who competes with the pipeline
 */
public record Conditions(
        EngineSettings engine,
        int parallelism,
        Duration checkpointInterval,
        double dollarsPerCpuHour,
        PeerChoice peers) {
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("engine_workers", engine.workers());
        facts.put("engine_intra_op_threads", engine.intraOpThreads());
        facts.put("engine_batch_max_tokens", engine.batchMaxTokens());
        facts.put("engine_cache_max_chars", engine.cacheMaxChars());
        facts.put("job_parallelism", parallelism);
        facts.put("checkpoint_interval_seconds", checkpointInterval.toMillis() / 1e3);
        facts.put("dollars_per_cpu_hour", dollarsPerCpuHour);
        return facts;
    }
}
