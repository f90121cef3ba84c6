package io.runnel.benchmarks;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Progress;
import io.runnel.benchmarks.report.MarkdownReport;
import io.runnel.benchmarks.report.Report;
import io.runnel.benchmarks.suite.Conditions;
import io.runnel.benchmarks.suite.Effort;
import io.runnel.benchmarks.suite.Suite;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.options.DeliveryOptions;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, and writes down what it found. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure the model's ceiling, the engine, the whole pipeline, and how they scale.",
        description = {
            "Everything runs on this machine and needs nothing installed. Contestants of a comparison"
                    + " take turns, and medians and quartiles are told. A report in Markdown and in"
                    + " JSON, with plots, goes to benchmarks/results. Stop other programs first: what"
                    + " they use is measured, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel bench                                 all suites, about an hour on two CPUs",
            "  ./runnel bench --suite ceiling,engine --output json > engine.json",
            "  ./runnel bench --quick                         see in a minute or two that all of it works",
            "  ./runnel bench --input my-documents --suite pipeline"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Duration QUICK_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    /** The launcher says with this property where reports go. */
    private static final String RESULTS_PROPERTY = "runnel.results";

    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private CommandSpec spec;

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            split = ",",
            description =
                    "What is measured: ${COMPLETION-CANDIDATES}; several with commas (default: all).")
    private List<Suite> suites = List.of(Suite.values());

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "json prints the JSON report on standard output, and all else on standard error"
                            + " (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    @Option(
            names = "--quick",
            description =
                    "A few documents, two rounds: shows that all works; its numbers mean nothing.")
    private boolean quick;

    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description =
                    "Measure with the documents in its tickets.jsonl, transcripts.jsonl and"
                            + " invoices.jsonl (default: made from the demo's documents).")
    private Path input;

    @Option(
            names = "--corpus-size",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "So many times as many documents as usual (default: ${DEFAULT-VALUE}).")
    private double corpusSize;

    @Option(
            names = "--save-corpus",
            paramLabel = "FOLDER",
            description =
                    "Write the documents there, for others to measure with; --input reads them.")
    private Path saveCorpus;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "What the documents are varied by (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each contestant is measured (default: 5; 2 with --quick).")
    private Integer rounds;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            description = "Of the jobs, such as 1s (default: the jobs' own; 1 s with --quick).")
    private String checkpointInterval;

    @Option(
            names = "--dollars-per-cpu-hour",
            paramLabel = "PRICE",
            defaultValue = "0.04",
            description = "What an hour of one CPU costs (default: ${DEFAULT-VALUE}).")
    private double dollarsPerCpuHour;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the report goes (default: benchmarks/results).")
    private Path results;

    public BenchCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        Bench bench = new Bench(command(), ordered(), corpus(), effort(), conditions());
        if (saveCorpus != null) {
            bench.corpus().write(saveCorpus);
        }
        try {
            Report report =
                    bench.run(new TerminalProgress(terminal, interruption), Clock.systemUTC());
            tell(report);
            return 0;
        } catch (Progress.StoppedException e) {
            terminal.say(e.getMessage());
            return Interruption.EXIT_CODE;
        }
    }

    private void tell(Report report) {
        Path folder = results == null ? defaultResults() : results;
        List<Path> files = report.write(folder, reportName());
        switch (output) {
            case JSON -> terminal.out().println(report.json());
            case TEXT -> terminal.out().println(new MarkdownReport(report, reportName()).ratios());
        }
        terminal.out().flush();
        terminal.say("The report is " + files.get(0) + ".");
    }

    private void check() {
        if (!(corpusSize > 0)) {
            throw wrong("--corpus-size: expected a number above 0, found " + corpusSize + ".");
        }
        if (rounds != null && rounds < 1) {
            throw wrong("--rounds: expected 1 or more, found " + rounds + ".");
        }
        if (!(dollarsPerCpuHour >= 0)) {
            throw wrong(
                    "--dollars-per-cpu-hour: expected 0 or more, found " + dollarsPerCpuHour + ".");
        }
        if (input != null && !Files.isDirectory(input)) {
            throw wrong("--input: " + input + " is no folder.");
        }
    }

    private Corpus corpus() {
        CorpusSize size = (quick ? CorpusSize.quick() : CorpusSize.full()).times(corpusSize);
        return input == null ? Corpus.made(size, seed) : Corpus.in(input, size);
    }

    private Effort effort() {
        Effort effort = quick ? Effort.quick() : Effort.full();
        return rounds == null ? effort : effort.rounds(rounds);
    }

    private Conditions conditions() {
        EngineSettings usual = EngineSettings.defaults(LocalModels.find().root());
        EngineSettings uncached =
                new EngineSettings(
                        usual.models(),
                        usual.workers(),
                        usual.intraOpThreads(),
                        usual.batchMaxTokens(),
                        0,
                        usual.runTimeout());
        return new Conditions(uncached, Machine.processors(), interval(), dollarsPerCpuHour);
    }

    private Duration interval() {
        if (checkpointInterval == null) {
            return quick
                    ? QUICK_CHECKPOINT_INTERVAL
                    : DeliveryOptions.CHECKPOINT_INTERVAL
                            .defaultFor(DocumentType.TICKET)
                            .orElseThrow();
        }
        try {
            return TimeUtils.parseDuration(checkpointInterval);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "--checkpoint-interval: expected a duration, such as 1s, found '"
                            + checkpointInterval
                            + "'.");
        }
    }

    private List<Suite> ordered() {
        return new ArrayList<>(EnumSet.copyOf(suites));
    }

    /**
     * {@code report} for all suites, else their names; quick ones never take a real one's place.
     */
    private String reportName() {
        List<Suite> chosen = ordered();
        String name =
                chosen.size() == Suite.values().length
                        ? "report"
                        : chosen.stream().map(Suite::toString).collect(Collectors.joining("-"));
        return quick ? "quick-" + name : name;
    }

    private static Path defaultResults() {
        return Path.of(System.getProperty(RESULTS_PROPERTY, "benchmarks/results"));
    }

    private String command() {
        return "./runnel "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
