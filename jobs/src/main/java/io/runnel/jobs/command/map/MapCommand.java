package io.runnel.jobs.command.map;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.command.JobType;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.Lines;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.document.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** What a job's mapping makes of sample records, before the job is submitted. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        header = "Try the mapping of a job's configuration on sample records.",
        description = {
            "Each line of the input is a record as JSON, as it stands in your topic; empty lines are"
                    + " skipped. Tells of every field of the mapping how often it was filled and with"
                    + " what, which fields of the records no rule reads, and which records would be"
                    + " rejects, and why. docs/own-topics.md explains mappings.",
            "",
            "The keys of a mapping can be given as options, such as --mapping.title /subject.",
            "",
            "Exits with 1 if a record is rejected, and with 2 if the mapping itself has mistakes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel map --type ticket --config tickets.yaml --input sample.jsonl",
            "  ./runnel map --type ticket --config tickets.yaml --input - --output json < sample.jsonl"
        })
public final class MapCommand implements Callable<Integer> {
    private static final String STANDARD_STREAM = "-";

    private final Terminal terminal;

    @Mixin private JobType type;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "Sample records, one a line; - is standard input.")
    private String input;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The job's configuration; all of it is checked.")
    private Path config;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, or json with the document of each record (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    @Unmatched private List<String> keys = new ArrayList<>();

    public MapCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        DocumentMapping mapping =
                JobArguments.bounded(type.get(), config, keys).settings().mapping();
        if (mapping.isNone()) {
            throw new CommandFailure(
                    "There is no mapping: expected keys such as mapping.id in the configuration."
                            + " docs/own-topics.md explains them. Records that have a document's"
                            + " fields already need none.");
        }
        MappedSample sample = read(new MappedSample(type.get(), mapping));
        if (sample.records() == 0) {
            throw new CommandFailure("Input " + input + " has no record to try the mapping on.");
        }
        switch (output) {
            case TEXT -> terminal.out().print(MappingText.of(input, sample));
            case JSON -> terminal.out().println(MappingJson.of(sample));
        }
        terminal.out().flush();
        return sample.rejects().isEmpty() ? 0 : 1;
    }

    private MappedSample read(MappedSample sample) throws IOException {
        boolean standard = input.equals(STANDARD_STREAM);
        try (Lines lines = new Lines(standard ? terminal.in() : open(Path.of(input)))) {
            while (lines.advance()) {
                if (!Lines.isBlank(lines.line())) {
                    sample.add(
                            new Origin(
                                    standard ? "standard input" : input,
                                    0,
                                    lines.number(),
                                    0,
                                    null,
                                    List.of(),
                                    lines.line()));
                }
            }
        }
        return sample;
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(
                    "Input " + file + " is no file that can be read; expected records of JSON.");
        }
        return Files.newInputStream(file);
    }
}
