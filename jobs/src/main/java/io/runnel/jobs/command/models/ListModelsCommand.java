package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.topics.Wrapped;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which models there are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "List the models of the store.",
        footerHeading = "%nExample:%n",
        footer = "  ./runnel models list --output json")
public final class ListModelsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Mixin private StoreOptions options;

    public ListModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelStore store = options.models().store();
        List<ModelCard> cards =
                store.list().stream().map((ModelId id) -> store.find(id).card()).toList();
        switch (options.output()) {
            case JSON -> {
                ArrayNode array = JSON.createArrayNode();
                cards.forEach(card -> array.add(CardJson.of(card)));
                terminal.out().println(array);
            }
            case TEXT -> {
                for (ModelCard card : cards) {
                    terminal.out()
                            .println(
                                    "%-20s %-6s %s"
                                            .formatted(
                                                    card.id(),
                                                    card.precision(),
                                                    Wrapped.shorten(card.description(), 90)));
                }
                if (cards.isEmpty()) {
                    terminal.say("The model store " + store.root() + " is empty.");
                }
            }
        }
        return 0;
    }
}
