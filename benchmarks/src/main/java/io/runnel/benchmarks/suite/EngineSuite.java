package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/**
 * The engine without a stream: throughput against the ceiling, latency under load, memory, start.
 */
final class EngineSuite implements BenchSuite {
    @Override
    public SuiteReport report() {
        return new SuiteReport(
                "engine",
                "The same documents through io.runnel.inference, from text to answers, its cache"
                        + " off, against the best plan of the ceiling in the same rounds.");
    }

    @Override
    public void measure(Workshop workshop, SuiteReport report) throws InterruptedException {
        EngineThroughput throughput = new EngineThroughput(workshop, report);
        EngineLatency latency = new EngineLatency(workshop, report);
        workshop.part("full load", report, throughput::parts);
        workshop.part("submitting threads", report, throughput::submitters);
        workshop.part("settings", report, throughput::settings);
        workshop.part("latency", report, () -> latency.loads(throughput.fullLoad()));
        workshop.part("flood", report, () -> latency.flood(throughput.fullLoad()));
        workshop.part("start", report, new EngineStart(workshop, report)::measure);
    }
}
