package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.flink.OutputOrder;
import io.runnel.jobs.command.verify.Disturbance.Way;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a chaos run found. */
record ChaosReport(
        ChaosSettings settings,
        ChaosPlan plan,
        Account account,
        Recoveries recoveries,
        Circumstances circumstances) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What happened beside the counting.
     *
     * @param steps how many disturbances were done
     * @param skipped those that could not be done here
     * @param unplanned how often a process ended by itself and was started again
     */
    record Circumstances(
            double seconds,
            int steps,
            Map<Way, Integer> struck,
            List<String> skipped,
            int unplanned,
            LogFindings.Found found) {}

    /** Whether every document has one outcome, in order where that was asked, as it was planned. */
    boolean kept() {
        return account.missing() == 0
                && account.duplicates() == 0
                && account.foreign() == 0
                && (settings.order() == OutputOrder.UNORDERED || account.orderViolations() == 0)
                && circumstances.found().lostTransactions() == 0
                && circumstances.found().crashes() == 0
                && circumstances.steps() == plan.steps().size();
    }

    /** What was asked for and was never done: the run shows nothing of it. */
    List<Way> notShown() {
        return Stream.of(Way.values())
                .filter(way -> plan.count(way) > 0 && struck(way) == 0)
                .toList();
    }

    /** One object. */
    String json() {
        ObjectNode report =
                JSON.createObjectNode()
                        .put("kept", kept())
                        .put("documents", account.documents())
                        .put("enriched", account.enriched())
                        .put("dead_letters", account.deadLetters())
                        .put("kills", struck(Way.KILL))
                        .put("freezes", struck(Way.FREEZE))
                        .put("cuts", struck(Way.CUT))
                        .put("disk_fills", struck(Way.FILL))
                        .put("rescales", struck(Way.RESCALE))
                        .put("missing", account.missing())
                        .put("duplicates", account.duplicates())
                        .put("foreign", account.foreign());
        if (settings.order() == OutputOrder.ORDERED) {
            report.put("order_violations", account.orderViolations());
        } else {
            report.putNull("order_violations");
        }
        ObjectNode recovery = report.putObject("recovery_seconds");
        put(recovery, "median", recoveries.median());
        put(recovery, "max", recoveries.max());
        ObjectNode byKind = report.putObject("recovery_max_seconds_by_disturbance");
        slowest().forEach((label, seconds) -> byKind.put(label, rounded(seconds)));
        report.put("steps_done", circumstances.steps());
        circumstances.skipped().forEach(report.putArray("skipped")::add);
        notShown().stream().map(Way::label).forEach(report.putArray("not_shown")::add);
        report.put("unplanned_exits", circumstances.unplanned());
        report.put("lost_transactions", circumstances.found().lostTransactions());
        report.put("uncertain_transactions", circumstances.found().uncertainTransactions());
        report.put("jvm_crashes", circumstances.found().crashes());
        report.put("seconds", rounded(circumstances.seconds()));
        report.put("seed", settings.seed());
        account.someMissing().forEach(report.putArray("some_missing")::add);
        account.someDuplicates().forEach(report.putArray("some_duplicates")::add);
        account.someMisplaced().forEach(report.putArray("some_misplaced")::add);
        return report.toString();
    }

    /** The same for a person. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d documents: %,d enriched, %,d dead letters, %,d missing, %,d duplicates%s%n",
                        account.documents(),
                        account.enriched(),
                        account.deadLetters(),
                        account.missing(),
                        account.duplicates(),
                        settings.order() == OutputOrder.ORDERED
                                ? String.format(
                                        Locale.ROOT,
                                        ", %,d out of order",
                                        account.orderViolations())
                                : ""));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d kills, %d freezes, %d cuts, %d full disks, %d restarts from a savepoint;"
                                + " %d of %d steps done, %d processes ended by themselves%n",
                        struck(Way.KILL),
                        struck(Way.FREEZE),
                        struck(Way.CUT),
                        struck(Way.FILL),
                        struck(Way.RESCALE),
                        circumstances.steps(),
                        plan.steps().size(),
                        circumstances.unplanned()));
        text.append(
                String.format(
                        Locale.ROOT,
                        "recovery: median %.1f s, longest %.1f s; %.0f s in all%n",
                        recoveries.median().orElse(0),
                        recoveries.max().orElse(0),
                        circumstances.seconds()));
        slowest()
                .forEach(
                        (label, seconds) ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "  %-22s longest %.1f s%n",
                                                label,
                                                seconds)));
        circumstances.skipped().forEach(each -> text.append("skipped ").append(each).append('\n'));
        for (Way way : notShown()) {
            text.append("This run shows nothing of '").append(way.label()).append("'.\n");
        }
        text.append(kept() ? "Kept: each exactly once.\n" : "NOT KEPT.\n");
        return text.toString();
    }

    /** How often it was really done; what was skipped does not count. */
    private int struck(Way way) {
        return circumstances.struck().getOrDefault(way, 0);
    }

    private TreeMap<String, Double> slowest() {
        TreeMap<String, Double> slowest = new TreeMap<>();
        recoveries
                .recoveries()
                .forEach(
                        recovery ->
                                slowest.merge(
                                        recovery.disturbance().label(),
                                        recovery.seconds(),
                                        Math::max));
        return slowest;
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, rounded(value.getAsDouble()));
        } else {
            node.putNull(name);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
