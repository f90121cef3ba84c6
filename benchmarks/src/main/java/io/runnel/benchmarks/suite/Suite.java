package io.runnel.benchmarks.suite;

import java.util.Locale;

/** Everything that can be measured, in the order in which it is. */
public enum Suite {
    CEILING,
    ENGINE,
    PIPELINE,
    PEERS,
    SCALE;

    /** What measures it. */
    public BenchSuite measuring() {
        return switch (this) {
            case CEILING -> new CeilingSuite();
            case ENGINE -> new EngineSuite();
            case PIPELINE -> new PipelineSuite();
            case PEERS -> new PeersSuite();
            case SCALE -> new ScaleSuite();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
