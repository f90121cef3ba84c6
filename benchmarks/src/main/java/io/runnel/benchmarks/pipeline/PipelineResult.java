package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Work;
import java.util.Map;

/**
 * What became of the documents of one feed.
 *
 * @param work enriched documents only; dead letters are no throughput
 * @param latencies from the time at which a document was to be sent until its outcome could be
 *     seen; empty after a burst
 * @param rejects by reason
 */
public record PipelineResult(Work work, Latencies latencies, Map<String, Integer> rejects) {}
