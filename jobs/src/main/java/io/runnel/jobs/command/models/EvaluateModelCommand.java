package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.models.evaluate.Evaluation;
import io.runnel.jobs.command.models.evaluate.Measurement;
import io.runnel.jobs.command.models.evaluate.ReportText;
import io.runnel.jobs.command.models.rows.InputRows;
import io.runnel.jobs.command.models.rows.RowLanguages;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How good a head is on labelled rows. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure a head on labelled rows, through the real engine.",
        description = {
            "Rows are lines of JSON, packed by gzip or not: {\"text\": …, \"label\": …} for a head"
                    + " that gives labels, {\"tokens\": […], \"tags\": [\"B-person\", \"O\", …]} for"
                    + " one that finds entities, {\"text\": …, \"fields\": {…}} for one that finds"
                    + " fields, {\"turns\": [{\"text\": …}], \"summary\": …} for one that chooses"
                    + " sentences. Other shapes and other labels: --text-fields, --label-field,"
                    + " --labels; docs/evaluation.md explains them and every measure.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel models evaluate --model runnel-base/3 --head sentiment --input dev.jsonl",
            "  ./runnel models evaluate --model runnel-base/3 --head entities --input dev.jsonl.gz"
                    + " \\",
            "      --labels mapping.yaml --output json",
            "  ./runnel models evaluate --model runnel-base/3 --head spend-category --input"
                    + " lines.jsonl \\",
            "      --text-fields description,supplier --label-field group --limit 500 --seed 7"
        })
public final class EvaluateModelCommand implements Callable<Integer> {
    private static final int FIRST_ROWS = 200;
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "NAME/VERSION",
            description = "The model, such as runnel-base/3.")
    private String model;

    @Option(names = "--head", required = true, paramLabel = "NAME", description = "Its head.")
    private String head;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The labelled rows; - is standard input.")
    private String input;

    @Mixin private RowOptions rows;

    @Mixin private StoreOptions options;

    public EvaluateModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> mistakes = new ArrayList<>();
        RowOptions.Values values = rows.values(mistakes);
        ModelId id = modelId(mistakes);
        List<String> missing = new ArrayList<>();
        missingInput().ifPresent(missing::add);
        LocalModels models = models(missing);
        ModelCard card = id == null || models == null ? null : card(models, id, missing);
        Head chosen = card == null ? null : head(card, mistakes);
        HeadMeasurement measurement =
                chosen == null ? null : HeadMeasurement.of(id, chosen, values, mistakes);
        refuse(mistakes, missing);
        RowLanguages languages = new RowLanguages(chosen);
        ObjectNode report = run(models, measurement, values, languages);
        languages.warning().ifPresent(terminal::say);
        warnOfUnknownLabels(report, chosen);
        print(report);
        return 0;
    }

    private ObjectNode run(
            LocalModels models,
            HeadMeasurement measurement,
            RowOptions.Values values,
            RowLanguages languages)
            throws IOException, InterruptedException {
        try (InputRows read = InputRows.of(inputName(), open())) {
            Measurement<?> measured = measurement.on(read.peek(FIRST_ROWS));
            return new Evaluation(withoutCache(models), terminal, languages)
                    .run(read, measured, values.choice());
        }
    }

    private void print(ObjectNode measured) {
        ObjectNode report = measured.objectNode().put("model", model).put("head", head);
        ObjectNode ordered = ReportText.ordered(report.setAll(measured));
        switch (options.output()) {
            case JSON -> terminal.out().println(ordered);
            case TEXT -> new ReportText(terminal.out()).print(ordered);
        }
    }

    private ModelId modelId(List<String> mistakes) {
        try {
            return ModelId.parse(model);
        } catch (IllegalArgumentException e) {
            mistakes.add("--model: " + e.getMessage());
            return null;
        }
    }

    private LocalModels models(List<String> missing) {
        try {
            return options.models();
        } catch (CommandFailure e) {
            missing.add(e.getMessage());
            return null;
        }
    }

    private static ModelCard card(LocalModels models, ModelId id, List<String> missing) {
        try {
            return models.store().find(id).card();
        } catch (IllegalArgumentException e) {
            missing.add(e.getMessage());
            return null;
        }
    }

    private Head head(ModelCard card, List<String> mistakes) {
        Head chosen = card.head(head).orElse(null);
        if (chosen == null) {
            mistakes.add(
                    "--head: model "
                            + model
                            + " has no head '"
                            + head
                            + "'; it has "
                            + card.headNames()
                            + ".");
        }
        return chosen;
    }

    /**
     * Says everything that is wrong at once. As in the other commands, a wrong option is wrong use,
     * while a file or a model that is not there is work that failed.
     */
    private void refuse(List<String> mistakes, List<String> missing) {
        if (mistakes.isEmpty() && missing.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(mistakes);
        all.addAll(missing);
        String message =
                all.size() == 1
                        ? all.get(0)
                        : all.size()
                                + " mistakes in the options.\n  - "
                                + String.join("\n  - ", all);
        if (mistakes.isEmpty()) {
            throw new CommandFailure(message);
        }
        throw new ParameterException(spec.commandLine(), message);
    }

    /** The engine of a job, but every row is computed: equal texts would flatter the speed. */
    private static EngineSettings withoutCache(LocalModels models) {
        EngineSettings defaults = EngineSettings.defaults(models.root());
        return new EngineSettings(
                defaults.models(),
                defaults.workers(),
                defaults.intraOpThreads(),
                defaults.batchMaxTokens(),
                0,
                defaults.runTimeout());
    }

    /**
     * An expected label that the head does not have counts as missed, and that says little of it.
     */
    private void warnOfUnknownLabels(ObjectNode report, Head chosen) {
        Set<String> unknown = new TreeSet<>();
        for (String counts : List.of("per_label", "per_value")) {
            report.path(counts).properties().stream()
                    .filter(label -> label.getValue().path("support").asLong() > 0)
                    .forEach(label -> unknown.add(label.getKey()));
        }
        for (String label : chosen.labels()) {
            unknown.remove(label);
            unknown.remove(label.replaceFirst("^[BI]-", ""));
        }
        if (!unknown.isEmpty()) {
            terminal.say(
                    "The head does not know these labels of the input: "
                            + String.join(", ", unknown)
                            + ". They count as missed; map them with --labels, null leaves them"
                            + " out.");
        }
        JsonNode others = report.path("not_judged");
        if (!others.isEmpty()) {
            List<String> types = new ArrayList<>();
            others.forEach(type -> types.add(type.asText()));
            terminal.say(
                    "Not judged, because the input has no entity of them: "
                            + String.join(", ", types)
                            + ".");
        }
    }

    private String inputName() {
        return input.equals(STANDARD_INPUT) ? "standard input" : input;
    }

    private Optional<String> missingInput() {
        if (input.equals(STANDARD_INPUT)) {
            return Optional.empty();
        }
        Path file = Path.of(input);
        if (Files.isDirectory(file)) {
            return Optional.of(input + " is a folder; expected a file with a row on each line.");
        }
        return Files.isReadable(file)
                ? Optional.empty()
                : Optional.of("File " + input + " does not exist, or cannot be read.");
    }

    private InputStream open() throws IOException {
        return input.equals(STANDARD_INPUT) ? terminal.in() : Files.newInputStream(Path.of(input));
    }
}
