package io.runnel.benchmarks.measure;

/** Hears how far the benchmarks are, and stops them where somebody asked to. */
public interface Progress {
    /** So many more steps will come. */
    void expect(int steps);

    /**
     * The next step begins.
     *
     * @throws StoppedException if somebody asked to stop
     */
    void next(String what);

    /**
     * Nothing, unless somebody asked to stop.
     *
     * @throws StoppedException then
     */
    void goOn();

    /** What the step found. */
    void result(String found);

    /** Something worth a line of its own. */
    void say(String line);

    /** Nobody listens. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void expect(int steps) {}

            @Override
            public void next(String what) {}

            @Override
            public void goOn() {}

            @Override
            public void result(String found) {}

            @Override
            public void say(String line) {}
        };
    }

    /** Somebody asked to stop. */
    final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StoppedException() {
            super("The benchmarks were interrupted.");
        }
    }
}
