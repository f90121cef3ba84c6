package io.runnel.jobs.command.enrich;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.command.JobType;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.local.TemporaryFolder;
import io.runnel.jobs.options.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A file of documents to a file of enriched records. */
@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        header = "Enrich the documents in a file: the same job as on a cluster, from file to file.",
        description = {
            "Each line of the input is a document as JSON, or what the mapping of the configuration makes"
                    + " one of; empty lines are skipped. The output has one"
                    + " enriched record per line, in no order; document_id says which is which. It"
                    + " appears complete or not at all.",
            "",
            "A line that is no document is a reject: a line of JSON with its number, reason, message"
                    + " and text in --rejects. Rejects do not make the command fail.",
            "",
            "Keys of the job's configuration can be given as options, such as"
                    + " --tasks.summary.max-words 60; docs/configuration.md lists them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel enrich --type ticket --input tickets.jsonl --output enriched.jsonl",
            "  ./runnel enrich --type invoice --input - --output - < invoices.jsonl | jq .label"
        })
public final class EnrichCommand implements Callable<Integer> {
    private static final String STANDARD_STREAM = "-";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Terminal terminal;
    private final Interruption interruption;

    @Mixin private JobType type;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The documents; - is standard input.")
    private String input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "The enriched records; - is standard output.")
    private String output;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "The rejects (default: OUTPUT.rejects.jsonl beside the output, or standard error"
                            + " where the output is -). Without rejects there is no such file.")
    private Path rejects;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration of the job; of it tasks, language, enrichment, privacy and mapping"
                            + " count here.")
    private Path config;

    @Unmatched private List<String> keys = new ArrayList<>();

    public EnrichCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JobSettings settings = JobArguments.bounded(type.get(), config, keys).settings();
        LocalModels models = LocalModels.find();
        refuseOnePlaceForBoth();
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-enrich-");
                WholeFile enriched = WholeFile.at(outputIn(folder));
                WholeFile rejected = WholeFile.at(rejectsIn(folder))) {
            InputFile file = input(folder.path());
            BoundedRun run = new BoundedRun(settings, file, enriched.draft(), rejected.draft());
            if (file.records() > 0 && !finished(run, models, folder.path())) {
                terminal.say("Interrupted; nothing was written.");
                return Interruption.EXIT_CODE;
            }
            publish(file, enriched, rejected);
        }
        return 0;
    }

    /** Runs the job to its end; tells whether it came there before Ctrl-C. */
    private boolean finished(BoundedRun run, LocalModels models, Path folder)
            throws IOException, InterruptedException {
        int parallelism = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (LocalCluster cluster =
                LocalCluster.start(
                        new LocalCluster.Settings(folder, parallelism, models.engine()))) {
            RunningJob job = run.start(cluster, parallelism);
            RunProgress progress = RunProgress.of(run);
            while (!job.ended()) {
                progress.lineIfDue(System.nanoTime()).ifPresent(terminal::say);
                if (interruption.await(PAUSE)) {
                    job.cancel();
                    return false;
                }
            }
            job.awaitEnd();
            return true;
        }
    }

    private void publish(InputFile file, WholeFile enriched, WholeFile rejected)
            throws IOException {
        long out = InputFile.count(enriched.draft(), output).records();
        long refused = InputFile.count(rejected.draft(), "rejects").records();
        if (out + refused != file.records()) {
            throw new CommandFailure(
                    "Of %,d records, %,d came out and %,d were rejected; the output was not written."
                            .formatted(file.records(), out, refused));
        }
        boolean onStandardOutput = output.equals(STANDARD_STREAM);
        if (onStandardOutput) {
            Files.copy(enriched.draft(), terminal.out());
            terminal.out().flush();
        } else {
            enriched.publish();
        }
        String where = "";
        if (refused == 0) {
            rejected.remove();
        } else if (onStandardOutput && rejects == null) {
            Files.copy(rejected.draft(), terminal.err());
            where = " (above)";
        } else {
            rejected.publish();
            where = " (" + rejectsPath() + ")";
        }
        String blank =
                file.blank() == 0 ? "" : ", empty lines skipped: %,d".formatted(file.blank());
        terminal.say("%,d enriched, %,d rejected%s%s.".formatted(out, refused, where, blank));
    }

    private InputFile input(Path folder) throws IOException {
        return input.equals(STANDARD_STREAM)
                ? InputFile.copy(terminal.in(), "standard input", folder)
                : InputFile.of(Path.of(input), folder);
    }

    /** A device such as /dev/null may be both: nothing there is written over. */
    private void refuseOnePlaceForBoth() throws IOException {
        if (output.equals(STANDARD_STREAM) || rejects == null) {
            return;
        }
        Path enriched = Path.of(output).toAbsolutePath().normalize();
        Path rejected = rejects.toAbsolutePath().normalize();
        boolean device = Files.exists(enriched) && !Files.isRegularFile(enriched);
        if (!device && (enriched.equals(rejected) || areOneFile(enriched, rejected))) {
            throw new CommandFailure(
                    "--output and --rejects both name "
                            + output
                            + ", and one would replace the other; name two files.");
        }
    }

    private static boolean areOneFile(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    private Path outputIn(TemporaryFolder folder) {
        return output.equals(STANDARD_STREAM)
                ? folder.path().resolve("standard-output")
                : Path.of(output);
    }

    private Path rejectsIn(TemporaryFolder folder) {
        boolean onStandardError = rejects == null && output.equals(STANDARD_STREAM);
        return onStandardError ? folder.path().resolve("rejects") : rejectsPath();
    }

    private Path rejectsPath() {
        return rejects != null ? rejects : Path.of(output + ".rejects.jsonl");
    }
}
