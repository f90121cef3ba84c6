package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything at once, to watch. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Start Kafka, Flink and the three jobs, send documents, show what comes out.",
        description = {
            "Everything runs in this process and needs nothing installed. Without --input it sends"
                    + " documents written for this project, and some malformed ones that end in the"
                    + " dead letters. Each input is followed by topic, partition and offset: one"
                    + " without an outcome, or with two, is an error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel demo                                 then look at the web page; Ctrl-C stops it",
            "  ./runnel demo --exit --output json > counts.json",
            "  ./runnel demo --input my-documents --documents 500 --exit"
        })
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--documents",
            paramLabel = "N",
            converter = Count.AtLeastOne.class,
            description =
                    "Send so many records in all, the malformed among them; more than there are means"
                            + " some twice, which the engine's cache answers (default: each once).")
    private Integer wished;

    @Option(
            names = "--input",
            paramLabel = "DIR",
            description = "Folder with invoices.jsonl, transcripts.jsonl or tickets.jsonl.")
    private Path input;

    @Option(names = "--exit", description = "Stop when every input is accounted for.")
    private boolean exit;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "json prints one object with the counts on standard output, and all else on"
                            + " standard error (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    @Option(
            names = "--keep",
            description = "Leave the data of Kafka and Flink where it is, and say where.")
    private boolean keep;

    public DemoCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        FeedPlan plan = plan();
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-demo-")) {
            if (keep) {
                folder.keep();
            }
            try (DemoRun run = DemoRun.start(terminal, interruption, folder.path())) {
                if (!exit) {
                    run.startCompanions(folder.path());
                }
                return watch(run, plan);
            } finally {
                if (keep) {
                    terminal.say(
                            "The data stays in %s; './runnel broker --data %s' serves it."
                                    .formatted(folder.path(), folder.path().resolve("kafka")));
                }
            }
        }
    }

    private int watch(DemoRun run, FeedPlan plan) throws InterruptedException {
        if (plan.repeats() > 0) {
            terminal.say(
                    "%,d of the %,d records repeat earlier ones and are answered from the cache."
                            .formatted(plan.repeats(), plan.size()));
        }
        long started = System.nanoTime();
        if (!run.feed(plan)) {
            terminal.say("Interrupted; stopping.");
            return exit ? Interruption.EXIT_CODE : 0;
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (exit) {
            run.verifyExactlyOnce();
        }
        report(run, new DemoReport(run.ledger(), seconds));
        if (!exit) {
            terminal.say("Running until Ctrl-C.");
            run.keepRunning();
            terminal.say("Stopping.");
        }
        return 0;
    }

    private void report(DemoRun run, DemoReport report) {
        switch (output) {
            case JSON -> terminal.out().println(report.json());
            case TEXT -> {
                terminal.out().println();
                terminal.out().println(DemoReport.selection(run.highlights()));
                terminal.out().println(report.table());
                terminal.out().println(exit ? DemoHints.afterwards() : DemoHints.whileRunning(run));
            }
        }
        terminal.out().flush();
    }

    private FeedPlan plan() {
        DemoDocuments documents = DemoDocuments.bundledOr(input);
        return wished == null ? FeedPlan.all(documents) : FeedPlan.of(documents, wished);
    }
}
