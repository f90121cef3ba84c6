package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/**
 * The engine without a stream: throughput against the ceiling, latency under load, memory, start.
 */
final class EngineSuite implements BenchSuite {
    @Override
    public SuiteReport run(Workshop workshop) throws InterruptedException {
        SuiteReport report =
                new SuiteReport(
                        "engine",
                        "The same documents through io.runnel.inference, from text to answers, its"
                                + " cache off, against the best plan of the ceiling in the same"
                                + " rounds.");
        EngineThroughput throughput = new EngineThroughput(workshop, report);
        throughput.parts();
        throughput.submitters();
        throughput.settings();
        EngineLatency latency = new EngineLatency(workshop, report);
        latency.loads(throughput.fullLoad());
        latency.flood(throughput.fullLoad());
        new EngineStart(workshop, report).measure();
        return report;
    }
}
