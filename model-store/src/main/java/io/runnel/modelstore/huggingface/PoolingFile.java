package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.modelstore.Pooling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How sentence-transformers makes one vector of a text, as its folders say.
 *
 * @param pooling the mean of all tokens where nothing is said
 * @param misses what the folder does to a text or a vector that is not done here; it matters only
 *     where the graph leaves it to others
 */
record PoolingFile(Pooling pooling, List<String> misses) {
    private static final String FILE = "1_Pooling/config.json";
    private static final String LENGTH = "sentence_bert_config.json";
    private static final String MODULES = "modules.json";

    /**
     * The modules that are done here; vectors are compared by their angle, whatever their length.
     */
    private static final List<String> DONE = List.of("Transformer", "Pooling", "Normalize");

    /** The modes of old files, and their names in new ones. */
    private static final Map<String, String> MODES =
            Map.of(
                    "pooling_mode_cls_token", "cls",
                    "pooling_mode_mean_tokens", "mean",
                    "pooling_mode_max_tokens", "max",
                    "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
                    "pooling_mode_weightedmean_tokens", "weightedmean",
                    "pooling_mode_lasttoken", "lasttoken");

    PoolingFile {
        misses = List.copyOf(misses);
    }

    /** Reads it; a file that is no JSON is a mistake. */
    static PoolingFile read(Path folder, List<String> mistakes) {
        List<String> misses = new ArrayList<>();
        Pooling pooling =
                JsonFile.read(folder, FILE, mistakes)
                        .map(json -> pooling(json, misses))
                        .orElse(Pooling.ALL);
        for (JsonNode module : JsonFile.readList(folder, MODULES, mistakes)) {
            String type = module.path("type").asText("");
            if (!DONE.contains(type.substring(type.lastIndexOf('.') + 1))) {
                misses.add("module '" + type + "' of " + MODULES);
            }
        }
        // A file that is no JSON is told of where its length is read.
        JsonFile.read(folder, LENGTH, new ArrayList<>())
                .filter(json -> json.path("do_lower_case").asBoolean(false))
                .ifPresent(json -> misses.add("do_lower_case of " + LENGTH));
        return new PoolingFile(pooling, misses);
    }

    /** What to do about what is not done here. */
    String mistake() {
        return "The folder makes its vectors with "
                + String.join(" and ", misses)
                + ", which this build does not; it does Transformer, Pooling by the first token or by"
                + " the mean, and Normalize. Export the graph with all of it inside: optimum-cli export"
                + " onnx --library sentence_transformers gives it an output sentence_embedding.";
    }

    /** The longest row that was trained; 0 if nothing is said. */
    static int maxTokens(Path folder, List<String> mistakes) {
        return JsonFile.read(folder, LENGTH, mistakes)
                .map(json -> json.path("max_seq_length").asInt(0))
                .orElse(0);
    }

    /** Several modes give one vector behind the other. */
    private static Pooling pooling(JsonNode json, List<String> misses) {
        TreeSet<String> modes = new TreeSet<>();
        MODES.forEach(
                (key, mode) -> {
                    if (json.path(key).asBoolean(false)) {
                        modes.add(mode);
                    }
                });
        JsonNode named = json.path("pooling_mode");
        for (JsonNode mode : named.isArray() ? named : List.of(named)) {
            if (mode.isTextual()) {
                modes.add(mode.asText());
            }
        }
        Optional<String> only =
                modes.size() == 1 ? Optional.of(modes.first()) : Optional.<String>empty();
        if (only.filter("cls"::equals).isPresent()) {
            return Pooling.FIRST;
        }
        if (only.filter("mean"::equals).isEmpty()) {
            misses.add("pooling " + (modes.isEmpty() ? "of no kind" : modes.toString()));
        }
        return Pooling.ALL;
    }
}
