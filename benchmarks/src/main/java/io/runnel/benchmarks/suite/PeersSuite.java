package io.runnel.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.peers.Peer;
import io.runnel.benchmarks.peers.PeerContestant;
import io.runnel.benchmarks.peers.PeerModels;
import io.runnel.benchmarks.peers.PeerOptions;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.PipelineJob;
import io.runnel.benchmarks.pipeline.PipelineResult;
import io.runnel.benchmarks.report.Reasons;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipeline against others who do the same work; tickets, since all ask the same of them. */
final class PeersSuite implements BenchSuite {
    private static final String PIPELINE = "pipeline";

    @Override
    public SuiteReport report() {
        return new SuiteReport(
                "peers",
                "Tickets through the pipeline, Kafka to Kafka with exactly-once, against programs"
                        + " that answer the same four questions about the same texts from memory;"
                        + " benchmarks/peers/README.md tells what each of them does.");
    }

    @Override
    public void measure(Workshop workshop, SuiteReport report) throws InterruptedException {
        Table leftOut =
                Columns.table(
                        "peers_left_out",
                        "Left out",
                        List.of(Table.text("peer", "Peer"), Table.text("reason", "Reason")));
        try {
            workshop.part("peers", report, () -> measure(workshop, report, leftOut));
        } finally {
            report.table(leftOut);
        }
    }

    private static void measure(Workshop workshop, SuiteReport report, Table leftOut)
            throws InterruptedException {
        Path folder = workshop.folder().resolve("peers");
        PeerModels models = new PeerModels(workshop.conditions().peers().place(), folder);
        workshop.progress().say("Making the peers' models.");
        Optional<String> missing = models.unavailable();
        if (missing.isPresent()) {
            leftOut.add(List.of("all", Reasons.clean(missing.get())));
            return;
        }
        // What no head understands gets no model run from the pipeline, so nobody is asked about
        // it.
        List<PreparedDocument> tickets =
                workshop.corpus().of(Part.TICKETS).stream()
                        .filter(ticket -> ticket.tokens() > 0)
                        .toList();
        Path pack = workshop.corpus().model().path();
        JsonNode made = models.make(tickets, pack, Machine.processors());
        report.note("The peers' models: " + made + ".");
        PeerOptions options =
                new PeerOptions(
                        models.corpus(),
                        models.folder(),
                        pack,
                        workshop.effort().peerTime(),
                        workshop.effort().peerTime().dividedBy(5),
                        Machine.processors());
        List<PeerTurn> turns = ready(workshop, options, leftOut);
        try {
            double documents = made.path("documents").asDouble();
            compete(workshop, tickets, turns, documents / made.path("tokens").asDouble(), report);
        } finally {
            for (PeerTurn turn : turns) {
                turn.failures()
                        .forEach(
                                reason ->
                                        report.failure(
                                                "a round of " + title(turn) + ": " + reason));
            }
        }
    }

    /** Those that are installed and run; the others are left out with their reason. */
    private static List<PeerTurn> ready(Workshop workshop, PeerOptions options, Table leftOut)
            throws InterruptedException {
        PeerChoice choice = workshop.conditions().peers();
        workshop.progress().expect(choice.peers().size());
        List<PeerTurn> turns = new ArrayList<>();
        for (Peer peer : choice.peers()) {
            workshop.progress().next("installing " + peer.label());
            PeerTurn turn = new PeerTurn(new PeerContestant(peer, choice.place(), options));
            Optional<String> reason = turn.unavailable();
            if (reason.isPresent()) {
                leftOut.add(List.of(title(turn), Reasons.clean(reason.get())));
            } else {
                turns.add(turn);
            }
            workshop.progress().result(reason.orElse("ready"));
        }
        return turns;
    }

    private static void compete(
            Workshop workshop,
            List<PreparedDocument> tickets,
            List<PeerTurn> turns,
            double documentsPerToken,
            SuiteReport report)
            throws InterruptedException {
        Conditions conditions = workshop.conditions();
        PipelineJob job =
                new PipelineJob(
                        "peers", DocumentType.TICKET, Guarantee.EXACTLY_ONCE, DocumentFormat.JSON);
        Pipeline.Settings settings =
                new Pipeline.Settings(
                        conditions.engine(),
                        conditions.parallelism(),
                        conditions.checkpointInterval());
        try (Pipeline pipeline =
                Pipeline.start(
                        settings, List.of(job), workshop.folder().resolve("peers-pipeline"))) {
            Feed feed = new Feed(PIPELINE, pipeline, List.of(job), tickets, workshop.deadLetters());
            pipeline.only(List.of(feed));
            feed.once();
            List<Contestant<Work>> contestants = new ArrayList<>(turns);
            contestants.add(feed.measuring(PipelineResult::work));
            Map<String, List<Work>> measured =
                    new Contest(0, workshop.effort().repeats())
                            .run(
                                    contestants,
                                    workshop.progress(),
                                    work ->
                                            "%,.1f documents/s"
                                                    .formatted(work.documentsPerSecond()));
            List<PeerRounds> rounds =
                    turns.stream()
                            .flatMap(turn -> turn.rounds(measured.get(turn.name())).stream())
                            .toList();
            new PeerTable(rounds, measured.get(PIPELINE), documentsPerToken).tell(report);
        }
    }

    private static String title(PeerTurn turn) {
        return "(" + turn.peer().letter() + ") " + turn.peer().title();
    }
}
