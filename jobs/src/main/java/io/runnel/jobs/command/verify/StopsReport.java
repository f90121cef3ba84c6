package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a TaskManager that was stopped again and again.
 *
 * @param crashFiles that a crashing JVM left
 */
record StopsReport(List<Stop> stops, long crashFiles) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** 128 and the signals by which a JVM dies that crashes: ILL, TRAP, ABRT, BUS, FPE, SEGV. */
    private static final Set<Integer> CRASHED = Set.of(132, 133, 134, 135, 136, 139);

    /** 128 and SIGKILL: it did not end in its time. */
    private static final int KILLED = 137;

    /**
     * One stop.
     *
     * @param exitCode of the process, or {@link #UNKNOWN}
     */
    record Stop(double seconds, int exitCode) {
        static final int UNKNOWN = -1;
    }

    StopsReport {
        stops = List.copyOf(stops);
    }

    /** Whether each stop ended the process by itself, and none in a crash. */
    boolean clean() {
        return crashFiles == 0
                && crashes() == 0
                && killed() == 0
                && !ends().containsKey(Stop.UNKNOWN);
    }

    String json() {
        ObjectNode report =
                JSON.createObjectNode()
                        .put("clean", clean())
                        .put("stops", stops.size())
                        .put("jvm_crashes", Math.max(crashFiles, crashes()))
                        .put("killed", killed())
                        .put("median_seconds", rounded(seconds(0.5)))
                        .put("max_seconds", rounded(seconds(1)));
        ObjectNode codes = report.putObject("exit_codes");
        ends().forEach((code, count) -> codes.put(Integer.toString(code), count));
        return report.toString();
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d stops under load: %d crashes, %d killed after their time; median %.1f s, longest"
                        + " %.1f s; exit codes %s%n%s%n",
                stops.size(),
                Math.max(crashFiles, crashes()),
                killed(),
                seconds(0.5),
                seconds(1),
                ends(),
                clean() ? "Clean." : "NOT CLEAN.");
    }

    private long crashes() {
        return stops.stream().filter(stop -> CRASHED.contains(stop.exitCode())).count();
    }

    private long killed() {
        return stops.stream().filter(stop -> stop.exitCode() == KILLED).count();
    }

    /** How often each exit code came. */
    private Map<Integer, Long> ends() {
        return stops.stream()
                .collect(
                        Collectors.groupingBy(Stop::exitCode, TreeMap::new, Collectors.counting()));
    }

    private double seconds(double part) {
        double[] sorted = stops.stream().mapToDouble(Stop::seconds).sorted().toArray();
        return sorted.length == 0
                ? 0
                : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
