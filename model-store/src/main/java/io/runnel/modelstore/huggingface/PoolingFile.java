package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.modelstore.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How sentence-transformers makes one vector of a text, as its folders say. */
final class PoolingFile {
    private static final String FILE = "1_Pooling/config.json";
    private static final String LENGTH = "sentence_bert_config.json";

    private PoolingFile() {}

    /** Whether the folder is one of sentence-transformers. */
    static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE))
                || Files.isRegularFile(folder.resolve("modules.json"));
    }

    /** The pooling; the mean of all tokens where nothing is said. */
    static Pooling read(Path folder, List<String> mistakes) {
        Optional<JsonNode> file = JsonFile.read(folder, FILE, mistakes);
        if (file.isEmpty()) {
            return Pooling.ALL;
        }
        JsonNode json = file.get();
        String mode = json.path("pooling_mode").asText("");
        if (json.path("pooling_mode_cls_token").asBoolean() || mode.equals("cls")) {
            return Pooling.FIRST;
        }
        if (json.path("pooling_mode_mean_tokens").asBoolean() || mode.equals("mean")) {
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
