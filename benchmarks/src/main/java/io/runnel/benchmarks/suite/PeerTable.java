package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerResult;
import io.runnel.benchmarks.report.BarChart;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.util.List;
import java.util.Map;

/** What a contest between the pipeline and its peers says. */
record PeerTable(List<PeerTurn> turns, Map<String, List<Work>> measured, List<Work> pipeline) {
    void tell(SuiteReport report) {
        Table table =
                Columns.table(
                        "peers",
                        "Documents per second, and how many times as many the pipeline has",
                        List.of(
                                Table.text("letter", ""),
                                Table.text("peer", "Peer"),
                                Table.number("documents_per_second", "Documents/s", 1)),
                        Columns.spread("pipeline_to_peer", "Pipeline ÷ peer", 2),
                        List.of(
                                Table.text("settings", "Settings"),
                                Table.text("versions", "Versions")));
        BarChart chart = new BarChart("Tickets", "documents/s");
        chart.part("Runnel", "documents/s", Spread.of(speeds(pipeline)).median());
        double best = Double.POSITIVE_INFINITY;
        for (PeerTurn turn : turns) {
            if (turn.failure().isPresent() || turn.last().isEmpty()) {
                continue;
            }
            List<Double> speeds = speeds(measured.get(turn.name()));
            Spread ratio = Contest.ratio(speeds(pipeline), speeds);
            PeerResult last = turn.last().get();
            table.add(
                    Columns.row(
                            turn.peer().letter(),
                            turn.peer().title(),
                            Spread.of(speeds).median(),
                            ratio,
                            last.settings().toString(),
                            last.versions().toString()));
            chart.part(turn.name(), "documents/s", Spread.of(speeds).median());
            if (turn.peer().role() == Peer.Role.OTHER_PEER) {
                best = Math.min(best, ratio.median());
            }
            figure(turn.peer(), ratio, report);
        }
        if (best < Double.POSITIVE_INFINITY) {
            report.ratio(Ratio.PIPELINE_TO_BEST_PEER, best);
        }
        report.table(table).plot("peers", "Documents per second", chart.svg());
    }

    private static void figure(Peer peer, Spread ratio, SuiteReport report) {
        switch (peer.role()) {
            case RECORD_BY_RECORD ->
                    report.ratio(Ratio.PIPELINE_TO_RECORD_BY_RECORD, ratio.median());
            case BARE_PYTHON ->
                    report.ratio(Ratio.PIPELINE_TO_BARE_PYTHON_SAME_PACK, ratio.median());
            case OTHER_PEER, CONTROL -> {}
        }
    }

    private static List<Double> speeds(List<Work> works) {
        return works.stream().map(Work::documentsPerSecond).toList();
    }
}
