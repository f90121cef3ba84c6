package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.models.measure.Confusion;
import io.runnel.jobs.command.models.measure.LabelMeasures;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.teach.Lesson;
import io.runnel.jobs.command.models.teach.TaughtTexts;
import io.runnel.jobs.command.models.teach.TeachReport;
import io.runnel.jobs.command.models.teach.TextFeatures;
import io.runnel.jobs.command.topics.Wrapped;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelExtension;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.graph.LinearHead;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns labels of one's own. */
@Command(
        name = "teach",
        mixinStandardHelpOptions = true,
        header = "Teach labels of your own from a few labelled texts, in Java, in a minute.",
        description = {
            "Reads every text once with a model of the store, learns a head on what it says, judges it"
                    + " on texts that it has not seen, and writes a model that has all heads of the"
                    + " other one and the new head: one run answers them all."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./runnel models teach --task classification --labels my.csv --name my-queues")
public final class TeachModelCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HALVES = Set.of("fp16", "bf16");

    /** What is learned. */
    enum TaughtTask {
        CLASSIFICATION(HeadTask.TEXT_CLASSIFICATION),
        SENTIMENT(HeadTask.SENTIMENT);

        private final HeadTask head;

        TaughtTask(HeadTask head) {
            this.head = head;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Option(
            names = "--task",
            paramLabel = "classification|sentiment",
            defaultValue = "classification",
            description = "What the labels are of (default: ${DEFAULT-VALUE}).")
    private TaughtTask task;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description = "The labelled texts: .csv with a row of names first, or .jsonl.")
    private Path file;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The name of the new model and of its head.")
    private String name;

    @Option(
            names = "--model",
            paramLabel = "NAME/VERSION",
            defaultValue = "runnel-base/3",
            description = "The model whose encoder reads the texts (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--text-field",
            paramLabel = "NAME",
            defaultValue = "text",
            description = "The column or field of the text (default: ${DEFAULT-VALUE}).")
    private String textField;

    @Option(
            names = "--label-field",
            paramLabel = "NAME",
            defaultValue = "label",
            description = "The column or field of the label (default: ${DEFAULT-VALUE}).")
    private String labelField;

    @Option(
            names = "--mistakes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of its mistakes are shown (default: ${DEFAULT-VALUE}).")
    private int mistakes;

    @Mixin private StoreOptions options;

    public TeachModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        requireMistakes();
        ModelDirectory base = options.models().store().find(ModelId.parse(model));
        base.verify();
        requireFloats(base);
        requireRoom(base);
        TaughtTexts texts = TaughtTexts.read(file, textField, labelField);
        List<String> labels = texts.labels();
        terminal.say(
                "Reading %d texts of %d labels with %s; %d rows without text or label left out."
                        .formatted(texts.texts().size(), labels.size(), model, texts.leftOut()));
        double[][] features = new TextFeatures(base, terminal).of(texts.texts());
        terminal.say("Learning.");
        int[] answers =
                texts.texts().stream().mapToInt(text -> labels.indexOf(text.label())).toArray();
        Lesson.Learned learned = new Lesson(features, answers, labels.size()).learn();
        TeachReport report = TeachReport.of(texts.texts(), labels, learned, mistakes);
        ModelDirectory taught = write(base, labels, learned, report);
        switch (options.output()) {
            case JSON -> terminal.out().println(json(taught, report, learned));
            case TEXT -> print(taught, report);
        }
        return 0;
    }

    private void requireMistakes() {
        if (mistakes < 0) {
            throw new CommandFailure("--mistakes is " + mistakes + "; expected 0 or more.");
        }
    }

    /** A head is learned in single precision, and cannot stand behind half of it. */
    private static void requireFloats(ModelDirectory base) {
        if (HALVES.contains(base.card().precision())) {
            throw new CommandFailure(
                    "Model "
                            + base.card().id()
                            + " is "
                            + base.card().precision()
                            + ", and nothing can be taught behind that. Bring its fp32 graph in with"
                            + " models add --precision fp32, and name that model with --model.");
        }
    }

    /** What would fail at the end fails before the texts are read. */
    private void requireRoom(ModelDirectory base) {
        Path root = options.models().root();
        try {
            new ModelExtension(base, root).requireRoom(nextId(root), name);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private ModelId nextId(Path root) throws IOException {
        return new ModelId(name, new ModelImport(root).nextVersion(name));
    }

    private ModelDirectory write(
            ModelDirectory base, List<String> labels, Lesson.Learned learned, TeachReport report)
            throws IOException {
        Path root = options.models().root();
        ModelId id = nextId(root);
        String about =
                String.format(
                        Locale.ROOT,
                        "%s and the head %s, taught with %d texts of %d labels; cross-validated"
                                + " accuracy %.3f, macro-F1 %.3f.",
                        base.card().id(),
                        name,
                        report.measures().rows(),
                        labels.size(),
                        report.measures().accuracy(),
                        report.measures().macroF1());
        LinearHead layer =
                new LinearHead(name, learned.layer().byFeature(), learned.layer().biasAsFloat());
        return new ModelExtension(base, root)
                .withHead(
                        id,
                        new ModelExtension.TaughtHead(
                                task.head, labels, learned.temperature(), layer, about));
    }

    private void print(ModelDirectory taught, TeachReport report) {
        LabelMeasures measures = report.measures();
        terminal.out()
                .println(
                        String.format(
                                Locale.ROOT,
                                "accuracy %.3f, macro-F1 %.3f, on texts that were not learned from"
                                        + " (one fold of them chose how closely to follow the others)",
                                measures.accuracy(),
                                measures.macroF1()));
        measures.perLabel()
                .forEach(
                        (label, counts) ->
                                terminal.out()
                                        .println(
                                                String.format(
                                                        Locale.ROOT,
                                                        "  %-32s %5d texts, F1 %.3f",
                                                        label,
                                                        counts.expected(),
                                                        counts.f1())));
        terminal.out().println("most frequent confusions");
        for (Confusion one : measures.worst(mistakes)) {
            terminal.out()
                    .println(
                            "  %d of %s taken for %s"
                                    .formatted(one.rows(), one.expected(), one.found()));
        }
        terminal.out().println("surest mistakes; look whether their labels are right");
        for (TeachReport.Mistake one : report.surest()) {
            terminal.out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "  line %d, %s taken for %s (%.2f): %s",
                                    one.text().line(),
                                    one.text().label(),
                                    one.found(),
                                    one.probability(),
                                    Wrapped.shorten(one.text().text(), 80)));
        }
        terminal.out().println("written: " + taught.card().id() + " in " + taught.path());
    }

    private static ObjectNode json(
            ModelDirectory taught, TeachReport report, Lesson.Learned learned) {
        LabelMeasures measures = report.measures();
        ObjectNode node =
                JSON.createObjectNode()
                        .put("model", taught.card().id().toString())
                        .put("rows", measures.rows())
                        .put("accuracy", Rounded.of(measures.accuracy()))
                        .put("macro_f1", Rounded.of(measures.macroF1()))
                        .put("temperature", Rounded.of(learned.temperature()))
                        .put("strength", learned.strength());
        ArrayNode confusions = node.putArray("confusions");
        measures.worst(Integer.MAX_VALUE)
                .forEach(
                        one ->
                                confusions
                                        .addObject()
                                        .put("expected", one.expected())
                                        .put("found", one.found())
                                        .put("rows", one.rows()));
        ArrayNode wrong = node.putArray("mistakes");
        report.surest()
                .forEach(
                        one ->
                                wrong.addObject()
                                        .put("line", one.text().line())
                                        .put("text", one.text().text())
                                        .put("expected", one.text().label())
                                        .put("found", one.found())
                                        .put("score", Rounded.of(one.probability())));
        return node;
    }
}
