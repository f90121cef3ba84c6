package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/** Measures one thing from all sides. */
public interface BenchSuite {
    /** A report that says how it is measured, and nothing else yet. */
    SuiteReport report();

    /** Measures, and tells the report part by part: what is told stays told if more fails. */
    void measure(Workshop workshop, SuiteReport report) throws InterruptedException;
}
