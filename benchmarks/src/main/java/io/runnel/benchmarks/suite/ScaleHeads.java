package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.Layout;
import io.runnel.benchmarks.ceiling.RawBatches;
import io.runnel.benchmarks.ceiling.RawModel;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.engine.EngineResult;
import io.runnel.benchmarks.engine.EngineRun;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.benchmarks.scale.HeadRun;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What more answers cost: more heads of one model, or more models. */
final class ScaleHeads {
    private static final String FOUR_TASKS = "four tasks";

    private final Workshop workshop;
    private final SuiteReport report;

    ScaleHeads(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    /** 1, 2, 4, 8 heads of one encoder, and as many models. */
    void headsAndModels() throws InterruptedException {
        List<String> heads =
                workshop.corpus().model().card().heads().stream().map(Head::name).toList();
        List<Integer> counts =
                workshop.effort().heads().stream().filter(count -> count <= heads.size()).toList();
        Layout layout = Layout.shared(Machine.processors());
        List<RawModel> models = new ArrayList<>();
        List<HeadRun> runs = new ArrayList<>();
        RawBatches batches = null;
        try {
            for (int i = 0; i < counts.get(counts.size() - 1); i++) {
                models.add(RawModel.load(workshop.corpus().model(), layout));
            }
            RawModel first = models.get(0);
            batches =
                    RawBatches.pack(
                            workshop.corpus().sample(Part.ALL, workshop.effort().sampleTokens()),
                            first,
                            workshop.engine().batchMaxTokens());
            for (int count : counts) {
                Set<String> some = first.outputs(Set.copyOf(heads.subList(0, count)));
                List<Set<String>> each = new ArrayList<>();
                heads.subList(0, count).forEach(head -> each.add(first.outputs(Set.of(head))));
                runs.add(
                        new HeadRun(
                                heads(count),
                                List.of(first),
                                List.of(some),
                                batches.all(),
                                layout.callers()));
                runs.add(
                        new HeadRun(
                                models(count),
                                models.subList(0, count),
                                each,
                                batches.all(),
                                layout.callers()));
            }
            tell(
                    counts,
                    workshop.effort()
                            .contest()
                            .run(
                                    runs,
                                    workshop.progress(),
                                    work -> "%,.2f s".formatted(work.seconds())));
        } finally {
            if (batches != null) {
                batches.close();
            }
            models.forEach(RawModel::close);
        }
    }

    private void tell(List<Integer> counts, Map<String, List<Work>> measured) {
        Table table =
                Columns.table(
                        "heads_and_models",
                        "Heads of one encoder against models of one head, time over one head",
                        List.of(Table.number("answers", "Answers", 0), Table.text("from", "From")),
                        Columns.spread("time_to_one", "Time ÷ one head", 3));
        LineChart chart = new LineChart("What more answers cost", "answers", "time ÷ one head");
        List<Double> one = seconds(measured.get(heads(counts.get(0))));
        for (int count : counts) {
            Spread heads = Contest.ratio(seconds(measured.get(heads(count))), one);
            Spread models = Contest.ratio(seconds(measured.get(models(count))), one);
            table.add(Columns.row(count, "heads of one model", heads));
            table.add(Columns.row(count, "models of one head", models));
            chart.point("heads of one model", count, heads.median(), heads.low(), heads.high());
            chart.point("models of one head", count, models.median(), models.low(), models.high());
        }
        report.table(table)
                .plot("scale-heads", "Time by the number of heads and of models", chart.svg())
                .note(
                        "Each of several models is the whole pack in a session of its own, asked"
                                + " for one head.");
    }

    /** The same through the engine, from text to answers: all tasks over the cheapest of them. */
    void tasks() throws InterruptedException {
        List<PreparedDocument> four = EngineThroughput.sample(workshop, Part.TICKETS);
        Map<String, EngineRun> alone = new LinkedHashMap<>();
        for (PreparedDocument ticket : four) {
            for (Question question : ticket.request().questions()) {
                Class<?> task = question.task().getClass();
                String name = task.getSimpleName() + " alone";
                if (!alone.containsKey(name)) {
                    alone.put(name, run(name, asking(four, task)));
                }
            }
        }
        List<EngineRun> runs = new ArrayList<>(alone.values());
        runs.add(run(FOUR_TASKS, four));
        Map<String, List<EngineResult>> measured =
                workshop.effort()
                        .contest()
                        .run(
                                runs,
                                workshop.progress(),
                                result -> "%,.2f s".formatted(result.work().seconds()));
        List<Double> all = took(measured, FOUR_TASKS);
        Table table =
                Columns.table(
                        "four_tasks",
                        "Tickets through the engine, time of all four tasks over that of one",
                        List.of(Table.text("one", "Over")),
                        Columns.spread("time_ratio", "Time", 3));
        double most = 0;
        for (String name : alone.keySet()) {
            Spread ratio = Contest.ratio(all, took(measured, name));
            table.add(Columns.row(name, ratio));
            most = Math.max(most, ratio.median());
        }
        report.table(table).ratio(Ratio.FOUR_HEADS_TO_ONE, most);
    }

    private List<PreparedDocument> asking(List<PreparedDocument> tickets, Class<?> task) {
        return workshop.corpus().asking(tickets, question -> task.isInstance(question.task()));
    }

    private static List<Double> took(Map<String, List<EngineResult>> measured, String name) {
        return seconds(measured.get(name).stream().map(EngineResult::work).toList());
    }

    private EngineRun run(String name, List<PreparedDocument> documents) {
        return new EngineRun(
                name,
                workshop.engine(),
                workshop.conditions().parallelism(),
                workshop.effort().window(),
                documents);
    }

    private static String heads(int count) {
        return count + (count == 1 ? " head" : " heads");
    }

    private static String models(int count) {
        return count + (count == 1 ? " model" : " models");
    }

    private static List<Double> seconds(List<Work> works) {
        return works.stream().map(Work::seconds).toList();
    }
}
