package io.runnel.jobs.command.models;

import io.runnel.inference.EngineSettings;
import io.runnel.inference.WarmUp;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.AddRequest.Scales;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a model into the store. */
@Command(
        name = "add",
        header = "Bring a Hugging Face folder, or an archive of one, into the model store.",
        description = {
            "What the model is follows from its own files: config.json, tokenizer.json,"
                    + " generation_config.json, and the inputs and outputs of its graphs. Its files"
                    + " are copied, their digests recorded, and it is run once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  optimum-cli export onnx --model my-finetuned exported/",
            "  ./runnel models add my-model exported/",
            "  ./runnel models add my-model exported.zip --version 7 --task sentiment --language en"
        })
public final class AddModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    // Not the standard mixin: its --version would be in the way of the model's.
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Mixin private StoreOptions options;

    @Parameters(index = "0", paramLabel = "NAME", description = "The model's name in the store.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "A folder, or an archive: .zip, .tar, .tar.gz, .tgz.")
    private Path path;

    @Option(
            names = "--version",
            paramLabel = "N",
            description = "Its version (default: one more than the highest there is).")
    private String version = "";

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description =
                    "What it answers, if its files do not tell: text-classification, sentiment,"
                            + " zero-shot-classification, token-classification, sentence-embedding or"
                            + " generation.")
    private String task = "";

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description =
                    "Which of several graphs: fp32, fp16, int8, quantized, uint8, q4, q4f16 or bnb4"
                            + " (default: the first of these that is there).")
    private String precision = "";

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "Its licence (default: the one its README names).")
    private String licence = "";

    @Option(
            names = "--language",
            paramLabel = "CODE",
            split = ",",
            description =
                    "The languages it was trained for, as ISO 639-1, or any (default: those its"
                            + " README names).")
    private List<String> languages = new ArrayList<>();

    @Option(
            names = "--requantize",
            description =
                    "Where an int8 graph takes its scales over a whole batch: let it scale each token"
                            + " by itself, so that answers do not depend on the batch.")
    private boolean requantize;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description =
                    "What a model that writes is told to do; {text} stands for the text, \\n for a"
                            + " new line.")
    private String prompt = "";

    public AddModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path root = options.models().root();
        ModelImport store = new ModelImport(root);
        ModelId id = new ModelId(name, version.isEmpty() ? store.nextVersion(name) : version);
        terminal.say("Reading " + path + ".");
        ModelDirectory model =
                store.add(
                        path,
                        new AddRequest(
                                id,
                                task,
                                precision,
                                licence,
                                languages,
                                requantize ? Scales.BY_ROW : Scales.AS_THEY_ARE,
                                prompt.replace("\\n", "\n")),
                        alone -> warmUp(alone, id));
        switch (options.output()) {
            case JSON ->
                    terminal.out()
                            .println(
                                    CardJson.of(model.card())
                                            .put("digest", model.digest())
                                            .put("path", model.path().toString())
                                            .setAll(CardJson.graphs(ModelGraphs.of(model))));
            case TEXT -> {
                new CardText(terminal.out()).print(model);
                terminal.say("");
                terminal.say("Bind it to a task in the job's configuration:");
                model.card().heads().forEach(head -> terminal.say(Binding.lines(id, head)));
            }
        }
        return 0;
    }

    private void warmUp(ModelStore alone, ModelId id) {
        terminal.say("Running " + id + " once.");
        try {
            WarmUp.of(EngineSettings.defaults(alone.root()), id);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "The model was not added, because it does not run: " + e.getMessage(), e);
        }
    }
}
