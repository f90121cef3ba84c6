package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.local.TemporaryFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bad input by the million. */
@Command(
        name = "mutants",
        mixinStandardHelpOptions = true,
        header =
                "Send mutated documents through the three jobs; none may fail one, each has one outcome.",
        description = {
            "Each is made of a bundled document, mostly a short one, by its number and the seed alone:"
                    + " flipped bits, cut and doubled parts, broken UTF-8, strange numbers, deep nesting, and now and then three"
                    + " megabytes. Kafka and Flink run in this process."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel verify mutants --documents 20000",
            "  ./runnel verify mutants --documents 1000000 --seed 7 --output json > report.json"
        })
public final class MutantsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--documents",
            paramLabel = "N",
            defaultValue = "20000",
            converter = Count.AtLeastOne.class,
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int documents;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same mutants (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    public MutantsCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-mutants-")) {
            MutantReport report =
                    new MutantRun(documents, seed, terminal, interruption).run(folder.path());
            terminal.out()
                    .print(output == OutputFormat.JSON ? report.json() + "\n" : report.text());
            terminal.out().flush();
            if (interruption.asked()) {
                return Interruption.EXIT_CODE;
            }
            return report.kept() ? 0 : 1;
        }
    }
}
