package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/** How cost grows with heads, with length and with processes, and what a load therefore needs. */
final class ScaleSuite implements BenchSuite {
    @Override
    public SuiteReport run(Workshop workshop) throws InterruptedException {
        SuiteReport report =
                new SuiteReport(
                        "scale",
                        "Heads and models on ONNX Runtime alone; lengths through the engine; CPUs and"
                                + " TaskManagers as processes of their own, Kafka to Kafka,"
                                + " exactly-once.");
        new ScaleHeads(workshop, report).measure();
        new ScaleLengths(workshop, report).measure();
        new ScaleClusters(workshop, report).measure();
        return report;
    }
}
