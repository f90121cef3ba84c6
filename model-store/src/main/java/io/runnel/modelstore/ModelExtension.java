package io.runnel.modelstore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.runnel.modelstore.graph.GraphAppender;
import io.runnel.modelstore.graph.LinearHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes models that have everything another one has, and one output more. The other one's graph,
 * with its heads and their answers, stays as it is to the byte.
 */
public final class ModelExtension {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build());

    private final ModelDirectory base;
    private final Path store;

    /**
     * @param store where models are written: {@code <name>/<version>/}
     */
    public ModelExtension(ModelDirectory base, Path store) {
        this.base = base;
        this.store = store;
    }

    /**
     * A head that was taught.
     *
     * @param layer its weights; the name of its output is the head's
     * @param about how it was taught, for the card
     */
    public record TaughtHead(
            HeadTask task,
            List<String> labels,
            double temperature,
            LinearHead layer,
            String about) {
        public TaughtHead {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A model whose head {@code features} gives each text its mean hidden state.
     *
     * @param width how many numbers a hidden state has
     */
    public ModelDirectory withFeatures(String head, int width) throws IOException {
        Path folder = copy(base.card().id());
        GraphAppender.withHiddenState(
                base.graph(), folder.resolve(base.card().file()), behind(), head, width);
        ObjectNode card = card();
        card.withArray("heads")
                .addObject()
                .put("name", head)
                .put("task", HeadTask.SENTENCE_EMBEDDING.label())
                .put("output", head)
                .put("pooling", Pooling.SPAN.label())
                .put("dimensions", width);
        return written(folder, card);
    }

    /**
     * A model with one more head; it is in the store whole, or not at all.
     *
     * @throws ModelFolderException if there is such a model already
     */
    public ModelDirectory withHead(ModelId id, TaughtHead head) throws IOException {
        requireRoom(id, head.layer().output());
        if (Files.exists(store.resolve(id.name()).resolve(id.version()))) {
            throw new ModelFolderException(
                    store, List.of("Model " + id + " is there already; name another version."));
        }
        Path alone = Files.createTempDirectory(store, ".teaching-");
        try {
            Path place = store.resolve(id.name()).resolve(id.version());
            Path staged = new ModelExtension(base, alone).staged(id, head).path();
            Files.createDirectories(place.getParent());
            Files.move(staged, place);
            return ModelDirectory.open(place);
        } finally {
            delete(alone);
        }
    }

    /**
     * Checks that a head can be added and its model be written; cheap, and so before it is learned.
     *
     * @param id of the model that is to have it
     * @param head its name
     * @throws IllegalArgumentException if a name cannot be one, or is taken
     * @throws IOException if the graph has no room for it
     */
    public void requireRoom(ModelId id, String head) throws IOException {
        List<String> mistakes =
                Stream.of(id.name(), id.version(), head)
                        .distinct()
                        .map(ModelId::mistake)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(ArrayList::new));
        if (base.card().head(head).isPresent()) {
            mistakes.add(
                    "Model "
                            + base.card().id()
                            + " has a head '"
                            + head
                            + "' already; it has "
                            + base.card().headNames()
                            + ". Name the new one otherwise.");
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", mistakes));
        }
        GraphAppender.requireRoom(base.graph(), behind(), head);
    }

    private ModelDirectory staged(ModelId id, TaughtHead head) throws IOException {
        Path folder = copy(id);
        String name = head.layer().output();
        GraphAppender.withHead(
                base.graph(), folder.resolve(base.card().file()), behind(), head.layer());
        ObjectNode card = card();
        card.put("name", id.name())
                .put("version", id.version())
                .put("description", head.about())
                .put("base_model", base.card().id() + " " + base.digest());
        ObjectNode entry =
                card.withArray("heads")
                        .addObject()
                        .put("name", name)
                        .put("task", head.task().label())
                        .put("output", name)
                        .put("pooling", pooling().label());
        head.labels().forEach(entry.putArray("labels")::add);
        entry.put("temperature", head.temperature());
        return written(folder, card);
    }

    /** As the base reads its texts: then one run answers all heads, from what was learned on. */
    private Pooling pooling() {
        return base.card().heads().get(0).shape().isReadAlone() ? Pooling.ALONE : Pooling.SPAN;
    }

    private String behind() {
        return base.card().heads().get(0).output();
    }

    private ObjectNode card() throws IOException {
        return (ObjectNode)
                YAML.readTree(Files.readAllBytes(base.path().resolve(ModelDirectory.CARD)));
    }

    /** Every file but the graph and the card. */
    private Path copy(ModelId id) throws IOException {
        Path folder = store.resolve(id.name()).resolve(id.version());
        for (String file : base.card().digests().keySet()) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            if (!file.equals(base.card().file())) {
                Files.copy(base.file(file), copy);
            }
        }
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ModelDirectory written(Path folder, ObjectNode card) throws IOException {
        String graph = base.card().file();
        card.withObject("/digests").put(graph, Sha256.of(folder.resolve(graph)));
        Files.writeString(folder.resolve(ModelDirectory.CARD), YAML.writeValueAsString(card));
        return ModelDirectory.open(folder);
    }
}
