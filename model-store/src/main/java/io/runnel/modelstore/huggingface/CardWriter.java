package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.runnel.modelstore.Generation;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.HeadTask;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.TokenTypes;
import io.runnel.modelstore.graph.GraphFacts;
import java.util.Map;

/** Writes {@code runnel.yaml} for a folder that has none: equal folders, equal cards. */
final class CardWriter {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build());

    private CardWriter() {}

    /** Whether answers may change with the rows beside them. */
    enum Batch {
        DEPENDENT,
        INDEPENDENT
    }

    /**
     * @param digests of every file, in the order in which they are to stand
     */
    static String write(
            HuggingFaceFolder folder, ModelId id, Batch batch, Map<String, String> digests) {
        GraphFacts graph = folder.graphs().get(folder.mainGraph());
        ObjectNode card =
                YAML.createObjectNode()
                        .put("name", id.name())
                        .put("version", id.version())
                        .put("licence", folder.about().licence())
                        .put("description", description(folder))
                        .put("base_model", base(folder));
        texts(card.putArray("languages"), folder.about().languages());
        card.put("file", folder.mainGraph())
                .put("precision", graph.precision())
                .put("max_tokens", folder.maxTokens());
        if (segments(folder, graph)) {
            card.put("token_types", TokenTypes.SEGMENT.label());
        }
        if (batch == Batch.DEPENDENT) {
            card.put("batch_dependent", true);
        }
        ArrayNode heads = card.putArray("heads");
        folder.heads().forEach(head -> head(heads.addObject(), head));
        if (folder.generation().isThere()) {
            generation(card.putObject("generation"), folder.generation());
        }
        ObjectNode files = card.putObject("digests");
        digests.forEach(files::put);
        try {
            return YAML.writeValueAsString(card);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts and numbers is always YAML.", e);
        }
    }

    private static void head(ObjectNode node, Head head) {
        node.put("name", head.name()).put("task", head.task().label()).put("output", head.output());
        if (head.task() != HeadTask.GENERATION) {
            node.put("pooling", head.shape().pooling().label());
        }
        if (head.task() == HeadTask.SENTENCE_EMBEDDING) {
            node.put("dimensions", head.width());
        }
        if (!head.labels().isEmpty()) {
            node.put("scores", head.shape().scores().label());
            texts(node.putArray("labels"), head.labels());
        }
        if (head.task() == HeadTask.TOKEN_CLASSIFICATION) {
            node.put("words", head.shape().words().label());
        }
    }

    private static void generation(ObjectNode node, Generation generation) {
        if (!generation.encoder().isEmpty()) {
            node.put("encoder", generation.encoder());
        }
        node.put("decoder", generation.decoder());
        if (!generation.decoderWithPast().isEmpty()) {
            node.put("decoder_with_past", generation.decoderWithPast());
        }
        node.put("prompt", generation.prompt());
    }

    /** Only pairs of texts have two segments. */
    private static boolean segments(HuggingFaceFolder folder, GraphFacts graph) {
        return graph.input("token_type_ids").isPresent()
                && folder.heads().stream()
                        .anyMatch(head -> head.task() == HeadTask.ZERO_SHOT_CLASSIFICATION);
    }

    private static String description(HuggingFaceFolder folder) {
        String architecture = folder.config().architecture();
        return (architecture.isEmpty() ? folder.config().type().label() : architecture)
                + ", brought from a Hugging Face folder.";
    }

    private static String base(HuggingFaceFolder folder) {
        String base = folder.about().baseModel();
        return base.isEmpty() ? "unknown" : base;
    }

    private static void texts(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }
}
