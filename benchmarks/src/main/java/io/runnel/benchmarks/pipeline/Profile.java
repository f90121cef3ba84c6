package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.Work;
import java.util.Map;

/**
 * What a feed cost.
 *
 * @param seconds of CPU in this process, by part
 * @param brokerSeconds of CPU in the broker's process
 */
public record Profile(Work work, Map<CpuPart, Double> seconds, double brokerSeconds) {
    /** Lets the documents through once, and looks where the CPU time goes. */
    public static Profile of(Feed feed, BrokerProcess broker) throws InterruptedException {
        double brokerBefore = broker.cpuSeconds();
        try (CpuSampler sampler = CpuSampler.start()) {
            PipelineResult result = feed.run();
            return new Profile(result.work(), sampler.stop(), broker.cpuSeconds() - brokerBefore);
        }
    }

    /** CPU milliseconds of a document. */
    public double millisPerDocument(CpuPart part) {
        return 1e3 * seconds.get(part) / work.documents();
    }

    /** CPU milliseconds of a document in the broker. */
    public double brokerMillisPerDocument() {
        return 1e3 * brokerSeconds / work.documents();
    }

    /** All CPU milliseconds of a document, the broker's included. */
    public double totalMillisPerDocument() {
        double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return 1e3 * (all + brokerSeconds) / work.documents();
    }
}
