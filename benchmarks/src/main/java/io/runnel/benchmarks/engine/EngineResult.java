package io.runnel.benchmarks.engine;

import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Work;

/**
 * What the engine did.
 *
 * @param latencies from each document's due time to its answer
 * @param queue what its chunks waited for a worker
 */
public record EngineResult(
        Work work, EngineDifference counted, Latencies latencies, Latencies queue) {}
