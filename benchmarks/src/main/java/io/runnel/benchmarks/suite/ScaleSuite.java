package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/** How cost grows with heads, with length and with processes, and what a load therefore needs. */
final class ScaleSuite implements BenchSuite {
    @Override
    public SuiteReport report() {
        return new SuiteReport(
                "scale",
                "Heads and models on ONNX Runtime alone; lengths through the engine; CPUs and"
                        + " TaskManagers as processes of their own, Kafka to Kafka, exactly-once.");
    }

    @Override
    public void measure(Workshop workshop, SuiteReport report) throws InterruptedException {
        ScaleHeads heads = new ScaleHeads(workshop, report);
        workshop.part("heads and models", report, heads::headsAndModels);
        workshop.part("four tasks", report, heads::tasks);
        workshop.part("lengths", report, new ScaleLengths(workshop, report)::measure);
        workshop.part("clusters", report, new ScaleClusters(workshop, report)::measure);
    }
}
