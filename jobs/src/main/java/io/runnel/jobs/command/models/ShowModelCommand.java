package io.runnel.jobs.command.models;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.Wrapped;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a model says about itself. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Show a model: what it is, its heads and their labels.",
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
                                            .put("path", directory.path().toString()));
            case TEXT -> print(directory, terminal.out());
        }
        return 0;
    }

    private static void print(ModelDirectory directory, PrintStream out) {
        ModelCard card = directory.card();
        out.println(card.id());
        out.println(Wrapped.paragraph("  about      ", card.description()));
        out.println(Wrapped.paragraph("  from       ", card.baseModel()));
        out.println("  licence    " + card.licence());
        out.println("  languages  " + String.join(", ", card.languages()));
        out.println(
                "  graph      %s, %s, rows of at most %d tokens"
                        .formatted(card.file(), card.precision(), card.maxTokens()));
        out.println("  digest     " + directory.digest());
        out.println("  folder     " + directory.path());
        for (Head head : card.heads()) {
            out.println();
            out.println("  %s (%s)".formatted(head.name(), head.task().label()));
            if (!head.labels().isEmpty()) {
                out.println(Wrapped.paragraph("    ", String.join(", ", head.labels())));
            }
        }
    }
}
