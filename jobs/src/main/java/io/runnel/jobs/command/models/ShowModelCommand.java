package io.runnel.jobs.command.models;

import io.runnel.jobs.command.Terminal;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a model says about itself. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Show a model: what it is, its graphs, its heads and their labels.",
        footerHeading = "%nExample:%n",
        footer = "  ./runnel models show runnel-base/3")
public final class ShowModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private StoreOptions options;

    @Parameters(paramLabel = "NAME/VERSION", description = "The model, such as runnel-base/3.")
    private String model;

    public ShowModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelDirectory directory = options.models().store().find(ModelId.parse(model));
        switch (options.output()) {
            case JSON ->
                    terminal.out()
                            .println(
                                    CardJson.of(directory.card())
                                            .put("digest", directory.digest())
                                            .put("path", directory.path().toString())
                                            .setAll(CardJson.graphs(ModelGraphs.of(directory))));
            case TEXT -> new CardText(terminal.out()).print(directory);
        }
        return 0;
    }
}
