package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.modelstore.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How sentence-transformers makes one vector of a text, as its folders say. */
final class PoolingFile {
    private static final String FILE = "1_Pooling/config.json";
    private static final String LENGTH = "sentence_bert_config.json";
    private static final String MODULES = "modules.json";
    private static final Set<String> KNOWN_MODULES = Set.of("Transformer", "Pooling", "Normalize");

    private PoolingFile() {}

    /** Whether the folder is one of sentence-transformers. */
    static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE))
                || Files.isRegularFile(folder.resolve(MODULES));
    }

    /**
     * Whether it has parts that no graph of an encoder alone holds, such as a dense layer behind
     * the pooling, with the sentence that says so.
     */
    static Optional<String> furtherModules(Path folder, List<String> mistakes) {
        Optional<JsonNode> file = JsonFile.readArray(folder, MODULES, mistakes);
        List<String> others = new ArrayList<>();
        file.ifPresent(
                modules ->
                        modules.forEach(
                                module -> {
                                    String type = module.path("type").asText();
                                    String name = type.substring(type.lastIndexOf('.') + 1);
                                    if (!KNOWN_MODULES.contains(name)) {
                                        others.add(name);
                                    }
                                }));
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "File '"
                                + MODULES
                                + "' has the parts "
                                + others
                                + " behind the pooling, and the graph gives token vectors only."
                                + " Export it with --library sentence_transformers, which gives the"
                                + " graph an output sentence_embedding.");
    }

    /** The pooling; the mean of all tokens where nothing is said. */
    static Pooling read(Path folder, List<String> mistakes) {
        Optional<JsonNode> file = JsonFile.read(folder, FILE, mistakes);
        if (file.isEmpty()) {
            return Pooling.ALL;
        }
        JsonNode json = file.get();
        String mode = json.path("pooling_mode").asText("");
        long modes =
                json.properties().stream()
                        .filter(entry -> entry.getKey().startsWith("pooling_mode_"))
                        .filter(entry -> entry.getValue().asBoolean())
                        .count();
        boolean first = json.path("pooling_mode_cls_token").asBoolean() || mode.equals("cls");
        if (modes <= 1 && first) {
            return Pooling.FIRST;
        }
        boolean mean = json.path("pooling_mode_mean_tokens").asBoolean() || mode.equals("mean");
        if (modes <= 1 && mean) {
            return Pooling.ALL;
        }
        mistakes.add(
                "File '"
                        + FILE
                        + "' wants a pooling that is not understood; understood are the first token"
                        + " and the mean. Export the graph with its pooling inside: --library"
                        + " sentence_transformers gives it an output sentence_embedding.");
        return Pooling.ALL;
    }

    /** The longest row that was trained; 0 if nothing is said. */
    static int maxTokens(Path folder, List<String> mistakes) {
        return JsonFile.read(folder, LENGTH, mistakes)
                .map(json -> json.path("max_seq_length").asInt(0))
                .orElse(0);
    }
}
