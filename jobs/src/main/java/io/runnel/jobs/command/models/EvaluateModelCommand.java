package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.Lines;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How good a head is on labelled rows. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header = "Measure a head on labelled rows, through the real engine.",
        description = {
            "Rows are lines of JSON: {\"text\": …, \"label\": …} or {\"passages\": […], \"label\": …} for"
                    + " a head that gives labels, {\"tokens\": […], \"tags\": [\"B-person\", \"O\", …]} for"
                    + " one that finds entities.",
            "",
            "Labels: accuracy, macro-F1, expected calibration error (15 bins). Entities: precision,"
                    + " recall and F1 of whole entities, as seqeval counts; tokens are joined by blanks. A row's"
                    + " \"types\" and \"ignored\" token indices say what its source labels, where that is"
                    + " not everything.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel models evaluate --model runnel-base/1 --head sentiment --input dev.jsonl",
            "  ./runnel models evaluate --model runnel-base/1 --head entities --input dev.jsonl --output json"
        })
public final class EvaluateModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private StoreOptions options;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME/VERSION",
            description = "The model, such as runnel-base/1.")
    private String model;

    @Option(names = "--head", required = true, paramLabel = "NAME", description = "Its head.")
    private String head;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The labelled rows; - is standard input.")
    private String input;

    public EvaluateModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalModels models = options.models();
        ModelId id = ModelId.parse(model);
        Head chosen = head(models.store().find(id).card());
        Scores scores = scores(id, chosen);
        EngineSettings settings = EngineSettings.defaults(models.root());
        try (Lines lines = new Lines(open())) {
            ObjectNode report = new Evaluation(settings, scores).run(lines);
            warnOfUnknownLabels(report, chosen);
            switch (options.output()) {
                case JSON -> terminal.out().println(report);
                case TEXT -> print(report, terminal.out());
            }
        }
        return 0;
    }

    private Head head(ModelCard card) {
        return card.head(head)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "Model "
                                                + model
                                                + " has no head '"
                                                + head
                                                + "'; it has "
                                                + card.headNames()
                                                + "."));
    }

    private Scores scores(ModelId id, Head chosen) {
        return switch (chosen.task()) {
            case TEXT_CLASSIFICATION -> new LabelScores(new Classify(id, head, LongText.CHUNK));
            case SENTIMENT -> new LabelScores(new AnalyzeSentiment(id, head, LongText.CHUNK));
            case TOKEN_CLASSIFICATION ->
                    new EntityScores(
                            new RecognizeEntities(id, head, LongText.CHUNK, WordAggregation.FIRST));
            case SENTENCE_SALIENCE ->
                    throw new CommandFailure(
                            "Head '"
                                    + head
                                    + "' scores sentences; only heads that give labels or"
                                    + " entities can be evaluated.");
        };
    }

    /**
     * An expected label that the head does not have counts as missed, and that says little of it.
     */
    private void warnOfUnknownLabels(ObjectNode report, Head chosen) {
        Set<String> unknown = new TreeSet<>();
        report.path("labels").fieldNames().forEachRemaining(unknown::add);
        for (String label : chosen.labels()) {
            unknown.remove(label);
            unknown.remove(label.replaceFirst("^[BI]-", ""));
        }
        if (!unknown.isEmpty()) {
            terminal.say(
                    "The head does not know these labels of the input: "
                            + String.join(", ", unknown)
                            + ". They count as missed.");
        }
    }

    private InputStream open() throws IOException {
        if (input.equals("-")) {
            return terminal.in();
        }
        Path file = Path.of(input);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure("File " + input + " does not exist, or cannot be read.");
        }
        return Files.newInputStream(file);
    }

    private static void print(ObjectNode report, PrintStream out) {
        for (Map.Entry<String, JsonNode> measure : report.properties()) {
            if (measure.getValue().isNumber()) {
                out.printf(
                        Locale.ROOT,
                        "%-28s %s%n",
                        measure.getKey().replace('_', ' '),
                        measure.getValue().isIntegralNumber()
                                ? String.format(Locale.ROOT, "%,d", measure.getValue().asLong())
                                : String.format(
                                        Locale.ROOT, "%,.4f", measure.getValue().asDouble()));
            }
        }
        out.println();
        out.printf("%-28s %9s %9s %9s %9s%n", "", "precision", "recall", "F1", "support");
        for (Map.Entry<String, JsonNode> label : report.path("labels").properties()) {
            JsonNode scores = label.getValue();
            out.printf(
                    Locale.ROOT,
                    "%-28s %9.4f %9.4f %9.4f %,9d%n",
                    label.getKey(),
                    scores.path("precision").asDouble(),
                    scores.path("recall").asDouble(),
                    scores.path("f1").asDouble(),
                    scores.path("support").asLong());
        }
    }
}
