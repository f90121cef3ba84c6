package io.runnel.benchmarks;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, and writes down what it found. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header =
                "Measure the model alone, the engine, the whole pipeline, its peers, and how it scales.",
        description = {
            "Everything runs on this machine. Peers install what they need, or are left out with the"
                    + " reason; nothing else needs anything installed. Contestants of a comparison"
                    + " take turns, and medians and quartiles are told. A report in Markdown and in"
                    + " JSON, with plots, goes to benchmarks/results; until the run is over it is named"
                    + " …-partial, and Ctrl-C keeps it so. Stop other programs first: what they use is"
                    + " measured, too. The run waits for them for at most two minutes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything was measured.",
            "1:Something failed; the report names it and has all the rest.",
            "2:The command was asked wrongly.",
            "130:Stopped by Ctrl-C; what was measured until then is in the report named …-partial."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel bench                                 all suites, about 100 minutes on two CPUs",
            "  ./runnel bench --suite ceiling,engine --output json > engine.json",
            "  ./runnel bench --quick                         see in six minutes or so that all of it works",
            "  ./runnel bench --input my-documents --suite pipeline"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration QUICK_CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LEAST_CHECKPOINT_INTERVAL = Duration.ofMillis(100);

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
                    "What is measured: ${COMPLETION-CANDIDATES}; several with commas (default:"
                            + " all; with --quick all but peers, which install gigabytes).")
    private List<Suite> suites = List.of();

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

    @Mixin private CorpusOptions corpus = new CorpusOptions();

    @Mixin private CompetitionOptions competition = new CompetitionOptions();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "How often each contestant is measured (default: 3 or 4, by what it takes; 1 or 2"
                            + " with --quick).")
    private Integer rounds;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            description =
                    "Of the jobs, such as 10s, the jobs' own default (default: 5 s, so that a burst of"
                            + " seconds has several checkpoints in it; 1 s with --quick).")
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
        refuseMistakes();
        CorpusSize size = quick ? CorpusSize.quick() : CorpusSize.full();
        Bench bench =
                new Bench(
                        command(),
                        ordered(),
                        corpus.corpus(size),
                        effort(),
                        conditions(),
                        folderOfTheCheckout(),
                        quick ? Duration.ZERO : PATIENCE);
        TerminalProgress progress = new TerminalProgress(terminal, interruption);
        try {
            Report report = bench.run(progress, Clock.systemUTC(), this::keep);
            Path written = report.write(folder(), reportName()).get(0);
            Report.delete(folder(), partialName());
            terminal.say("The report is " + written + ".");
            tell(report);
            return report.failures().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            if (!interruption.asked()) {
                throw e;
            }
            // Ctrl-C ends the processes that were started, too, and whoever waits for one fails.
            terminal.say(new Progress.StoppedException().getMessage());
            return Interruption.EXIT_CODE;
        }
    }

    /** Writes what there is by now, not over what an earlier run has completed. */
    private void keep(Report report) {
        if (!report.isEmpty()) {
            Path written = report.write(folder(), partialName()).get(0);
            terminal.say("What is measured so far is in " + written + ".");
        }
    }

    private String partialName() {
        return reportName() + "-partial";
    }

    private void tell(Report report) {
        switch (output) {
            case JSON -> terminal.out().println(report.json());
            case TEXT -> {
                MarkdownReport text = new MarkdownReport(report, reportName());
                terminal.out().println(text.ratios());
                terminal.out().print(text.conditions());
            }
        }
        terminal.out().flush();
        report.failures().forEach(failure -> terminal.say("Not measured: " + failure));
    }

    /** Everything that is wrong, at once. */
    private void refuseMistakes() {
        List<String> mistakes = new ArrayList<>(corpus.mistakes());
        mistakes.addAll(competition.mistakes());
        if (rounds != null && rounds < 1) {
            mistakes.add("--rounds: expected 1 or more, found " + rounds + ".");
        }
        if (!(dollarsPerCpuHour >= 0)) {
            mistakes.add(
                    "--dollars-per-cpu-hour: expected 0 or more, found " + dollarsPerCpuHour + ".");
        }
        if (interval().isEmpty()) {
            mistakes.add(
                    "--checkpoint-interval: expected a duration from 100 ms, such as 1s, found '"
                            + checkpointInterval
                            + "'.");
        }
        Path nearest = folder().toAbsolutePath();
        while (nearest.getParent() != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest)) {
            mistakes.add("--results: expected a folder, found a file at " + nearest + ".");
        } else if (!Files.isWritable(nearest)) {
            mistakes.add(
                    "--results: expected a folder that can be written, found that "
                            + nearest
                            + " cannot be.");
        }
        if (mistakes.isEmpty()) {
            return;
        }
        throw new ParameterException(
                spec.commandLine(),
                mistakes.size() == 1
                        ? mistakes.get(0)
                        : mistakes.size()
                                + " mistakes in the options.\n  - "
                                + String.join("\n  - ", mistakes));
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
        return new Conditions(
                uncached,
                Machine.processors(),
                interval().orElseThrow(),
                dollarsPerCpuHour,
                competition.choice());
    }

    /** The interval of the checkpoints; nothing where the option makes no sense. */
    private Optional<Duration> interval() {
        if (checkpointInterval == null) {
            return Optional.of(quick ? QUICK_CHECKPOINT_INTERVAL : CHECKPOINT_INTERVAL);
        }
        try {
            return Optional.of(TimeUtils.parseDuration(checkpointInterval))
                    .filter(found -> found.compareTo(LEAST_CHECKPOINT_INTERVAL) >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Suite> ordered() {
        if (!suites.isEmpty()) {
            return new ArrayList<>(EnumSet.copyOf(suites));
        }
        return quick
                ? new ArrayList<>(EnumSet.complementOf(EnumSet.of(Suite.PEERS)))
                : List.of(Suite.values());
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

    private Path folder() {
        return results == null
                ? Path.of(System.getProperty(RESULTS_PROPERTY, "benchmarks/results"))
                : results;
    }

    /** Peers stand in {@code benchmarks/peers} of the checkout, wherever the command was typed. */
    private Path folderOfTheCheckout() {
        return competition.choice().place().scripts().toAbsolutePath().resolve("../..").normalize();
    }

    private String command() {
        return "./runnel "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
