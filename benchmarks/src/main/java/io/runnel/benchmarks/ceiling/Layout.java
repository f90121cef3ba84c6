package io.runnel.benchmarks.ceiling;

import io.runnel.benchmarks.machine.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * How all CPUs are put to work.
 *
 * @param sessions loaded graphs; callers share them evenly
 * @param callers threads of ours that run models
 * @param intraOpThreads ONNX Runtime's threads of one run
 */
public record Layout(int sessions, int callers, int intraOpThreads, Waiting waiting) {
    /** What ONNX Runtime's own threads do while they have nothing to do. */
    public enum Waiting {
        SPINNING,
        PARKED
    }

    /** One session, one caller, all CPUs in one run. */
    public static Layout together(int processors, Waiting waiting) {
        return new Layout(1, 1, processors, waiting);
    }

    /** One session, a caller on each CPU with a run of its own. */
    public static Layout shared(int processors) {
        return new Layout(1, processors, 1, Waiting.PARKED);
    }

    /**
     * A session on each CPU, with a run of its own: what the engine does as long as all copies of
     * the model fit into 256 MiB.
     */
    public static Layout apart(int processors) {
        return new Layout(processors, processors, 1, Waiting.PARKED);
    }

    /** Whether several callers run one session. */
    boolean isShared() {
        return callers > sessions;
    }

    /** All that are worth a comparison on this machine. */
    public static List<Layout> all() {
        int processors = Machine.processors();
        List<Layout> layouts = new ArrayList<>();
        layouts.add(shared(processors));
        if (processors > 1) {
            layouts.add(apart(processors));
            layouts.add(together(processors, Waiting.PARKED));
            layouts.add(together(processors, Waiting.SPINNING));
        }
        return layouts;
    }

    /** Its name in reports. */
    public String label() {
        String threads =
                sessions
                        + (sessions == 1 ? " session × " : " sessions × ")
                        + callers
                        + (callers == 1 ? " caller × " : " callers × ")
                        + intraOpThreads
                        + (intraOpThreads == 1 ? " thread" : " threads");
        return switch (waiting) {
            case SPINNING -> threads + ", spinning";
            case PARKED -> threads;
        };
    }
}
