package io.runnel.benchmarks;

import io.runnel.benchmarks.machine.CpuUse;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Waits until other programs leave the CPUs alone: what they use is measured, too. */
final class QuietMachine {
    /** How busy the machine may be before it is measured, in parts of its CPUs. */
    private static final double QUIET = 0.25;

    private static final Duration LOOK = Duration.ofSeconds(2);

    private QuietMachine() {}

    /**
     * Waits, and goes on with a warning where that takes longer.
     *
     * @throws Progress.StoppedException if somebody asked to stop
     */
    static void await(Duration patience, Progress progress) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        double bound = QUIET * Machine.processors();
        boolean said = false;
        while (true) {
            progress.goOn();
            OptionalDouble busy = CpuUse.ofOthers(LOOK);
            if (busy.isEmpty() || busy.getAsDouble() < bound) {
                return;
            }
            if (System.nanoTime() >= end) {
                progress.say(
                        String.format(
                                Locale.ROOT,
                                "Careful: other programs keep %.1f CPUs busy; they are measured, too.",
                                busy.getAsDouble()));
                return;
            }
            if (!said) {
                said = true;
                progress.say(
                        String.format(
                                Locale.ROOT,
                                "Other programs keep %.1f CPUs busy; waiting for at most %d s.",
                                busy.getAsDouble(),
                                patience.toSeconds()));
            }
        }
    }

    /** How many CPUs others keep busy now; negative where not known. */
    static double others() throws InterruptedException {
        return CpuUse.ofOthers(LOOK).orElse(-1);
    }
}
