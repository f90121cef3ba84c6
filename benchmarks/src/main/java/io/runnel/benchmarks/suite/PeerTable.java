package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Agreement;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.report.BarChart;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a contest between the pipeline and its peers says. In a fixed time everybody sees another
 * stretch of the corpus, so speeds are tokens per second, told as documents of mean length.
 *
 * @param peers those with a good round
 * @param pipeline its rounds
 * @param documentsPerToken of the peers' corpus, in the peers' tokens
 */
record PeerTable(List<PeerRounds> peers, List<Work> pipeline, double documentsPerToken) {
    void tell(SuiteReport report) {
        Table table =
                Columns.table(
                        "peers",
                        "Documents of mean length per second, and how many times as many the"
                                + " pipeline has",
                        List.of(
                                Table.text("letter", ""),
                                Table.text("peer", "Peer"),
                                Table.number("documents_per_second", "Documents/s", 1)),
                        Columns.spread("pipeline_to_peer", "Pipeline ÷ peer", 2),
                        List.of(
                                Table.number("good_rounds", "Rounds", 0),
                                Table.text("compared_with", "Answers as"),
                                Table.number("same_class", "Same class", 3),
                                Table.number("same_sentiment", "Same sentiment", 3),
                                Table.number("entities_ratio", "Entities ÷", 2),
                                Table.text("settings", "Settings"),
                                Table.text("versions", "Versions")));
        BarChart chart = new BarChart("Tickets", "documents/s");
        List<Double> own = pipeline.stream().map(Work::documentsPerSecond).toList();
        chart.part("Runnel", "documents/s", Spread.of(own).median());
        double best = Double.POSITIVE_INFINITY;
        for (PeerRounds peer : peers) {
            List<Integer> good = peer.good();
            if (good.isEmpty()) {
                continue;
            }
            List<Double> speeds = good.stream().map(round -> speed(peer, round)).toList();
            Spread ratio = Contest.ratio(good.stream().map(own::get).toList(), speeds);
            Optional<Agreement> agreement = agreement(peer);
            table.add(row(peer, Spread.of(speeds).median(), ratio, agreement));
            chart.part(peer.peer().label(), "documents/s", Spread.of(speeds).median());
            if (agreement.isPresent() && !agreement.get().enough()) {
                report.note(different(peer.peer(), agreement.get()));
                continue;
            }
            if (peer.peer().role() == Peer.Role.OTHER_PEER) {
                best = Math.min(best, ratio.median());
            }
            figure(peer.peer(), ratio, report);
        }
        if (best < Double.POSITIVE_INFINITY) {
            report.ratio(Ratio.PIPELINE_TO_BEST_PEER, best);
        }
        report.table(table).plot("peers", "Documents per second", chart.svg());
    }

    private double speed(PeerRounds peer, int round) {
        return peer.works().get(round).tokensPerSecond() * documentsPerToken;
    }

    private Optional<Agreement> agreement(PeerRounds peer) {
        return peers.stream()
                .filter(other -> other.peer() == peer.peer().reference())
                .findFirst()
                .flatMap(other -> Agreement.of(peer.last(), other.last()));
    }

    private static List<Object> row(
            PeerRounds peer, double speed, Spread ratio, Optional<Agreement> agreement) {
        List<Object> row =
                new ArrayList<>(
                        Columns.row(peer.peer().letter(), peer.peer().title(), speed, ratio));
        row.add(peer.good().size());
        row.add("(" + peer.peer().reference().letter() + ")");
        row.add(agreement.map(Agreement::classes).orElse(null));
        row.add(agreement.map(Agreement::sentiments).orElse(null));
        row.add(agreement.map(Agreement::entities).orElse(null));
        row.add(peer.last().settings().toString());
        row.add(peer.last().versions().toString());
        return row;
    }

    private static String different(Peer peer, Agreement agreement) {
        return "Peer ("
                + peer.letter()
                + ") counts for no figure: it gives another class or sentiment than ("
                + peer.reference().letter()
                + ") to more than "
                + Math.round(100 * Agreement.MOST_DIFFERENT)
                + " % of the first "
                + agreement.pieces()
                + " pieces.";
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
}
