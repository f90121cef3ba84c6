package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.Terminal;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether the files of models are what their cards promise. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Check every file of models against the digests in their runnel.yaml.",
        description = {
            "Exits with 1 if a file differs, is missing, or is not listed.",
            "",
            "With --public-key, runnel.yaml.sig beside runnel.yaml must be its signature for this key,"
                    + " as TaskManagers ask for it with runnel.models.public-key. SECURITY.md tells how"
                    + " to sign a model."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel models verify runnel-base/3",
            "  ./runnel models verify --public-key models.pub"
        })
public final class VerifyModelsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin private StoreOptions options;

    @Parameters(
            paramLabel = "NAME/VERSION",
            arity = "0..*",
            description = "The models (default: all of the store).")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "An Ed25519 public key (PEM) that every model must be signed for.")
    private Path publicKey;

    public VerifyModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelStore store = options.models().store();
        List<ModelId> wanted =
                models.isEmpty() ? store.list() : models.stream().map(ModelId::parse).toList();
        Map<String, String> verdicts = new LinkedHashMap<>();
        for (ModelId id : wanted) {
            verdicts.put(id.toString(), verdict(store, id));
        }
        print(verdicts);
        return verdicts.values().stream().allMatch(String::isEmpty) ? 0 : 1;
    }

    private String verdict(ModelStore store, ModelId id) {
        try {
            ModelDirectory model = store.find(id);
            if (publicKey != null) {
                model.verifySignature(publicKey);
            }
            model.verify();
            return "";
        } catch (ModelFolderException e) {
            return e.getMessage();
        }
    }

    private void print(Map<String, String> verdicts) {
        switch (options.output()) {
            case JSON -> {
                ObjectNode node = JSON.createObjectNode();
                verdicts.forEach(
                        (id, verdict) ->
                                node.putObject(id)
                                        .put("ok", verdict.isEmpty())
                                        .put("message", verdict));
                terminal.out().println(node);
            }
            case TEXT ->
                    verdicts.forEach(
                            (id, verdict) ->
                                    terminal.out()
                                            .println(
                                                    id
                                                            + "  "
                                                            + (verdict.isEmpty()
                                                                    ? "ok"
                                                                    : verdict)));
        }
    }
}
