package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.report.SuiteReport;

/** Measures one thing from all sides. */
public interface BenchSuite {
    SuiteReport run(Workshop workshop) throws InterruptedException;
}
