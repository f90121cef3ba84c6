package io.runnel.benchmarks.measure;

import java.util.function.Function;

/**
 * One of several that do the same work.
 *
 * @param <M> what is measured of a run
 */
public interface Contestant<M> {
    /** What it is called in the report. */
    String name();

    /** Does the work once. */
    M run() throws InterruptedException;

    /** The same, with another measurement. */
    default <N> Contestant<N> measuring(Function<M, N> other) {
        Contestant<M> original = this;
        return new Contestant<>() {
            @Override
            public String name() {
                return original.name();
            }

            @Override
            public N run() throws InterruptedException {
                return other.apply(original.run());
            }
        };
    }
}
