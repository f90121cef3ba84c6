package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code config.json} says of a model.
 *
 * @param architecture the class that it was saved from, as {@code BertForSequenceClassification};
 *     empty if it does not say
 * @param labels by their number; empty if it names none
 * @param problem {@code regression}, {@code single_label_classification}, {@code
 *     multi_label_classification}, or empty
 * @param positions how many tokens it has positions for; 0 if there is no such limit
 * @param prefix what its summaries start from, as {@code summarize: }; empty if it says nothing
 */
public record ModelConfig(
        ModelType type,
        String architecture,
        List<String> labels,
        String problem,
        int positions,
        String prefix) {
    static final String FILE = "config.json";

    public ModelConfig {
        labels = List.copyOf(labels);
    }

    /** Reads it; only to be used if no mistake was added. */
    static ModelConfig read(JsonNode json, List<String> mistakes) {
        String label = json.path("model_type").asText("");
        ModelType type =
                ModelType.ofLabel(label)
                        .orElseGet(
                                () -> {
                                    mistakes.add(unknownType(label));
                                    return ModelType.BERT;
                                });
        return new ModelConfig(
                type,
                json.path("architectures").path(0).asText(""),
                labels(json, mistakes),
                json.path("problem_type").asText(""),
                positions(json, type),
                json.path("task_specific_params").path("summarization").path("prefix").asText(""));
    }

    /** Whether it was saved with a head of this kind, as {@code ForTokenClassification}. */
    boolean isFor(String... heads) {
        return Stream.of(heads).anyMatch(architecture::endsWith);
    }

    private static String unknownType(String label) {
        return label.isEmpty()
                ? "config.json names no model_type; expected one of " + ModelType.labels() + "."
                : "config.json says model_type '"
                        + label
                        + "', which is not understood; understood are "
                        + ModelType.labels()
                        + ".";
    }

    private static List<String> labels(JsonNode json, List<String> mistakes) {
        JsonNode names = json.path("id2label");
        List<String> labels = new ArrayList<>();
        for (int i = 0; names.isEmpty() && i < json.path("num_labels").asInt(0); i++) {
            labels.add(unnamed(i));
        }
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.get(Integer.toString(i));
            if (name == null) {
                mistakes.add(
                        "config.json names "
                                + names.size()
                                + " labels in id2label, and none has the number "
                                + i
                                + "; expected every number from 0 to "
                                + (names.size() - 1)
                                + ".");
                return List.of();
            }
            labels.add(name.asText());
        }
        return List.copyOf(labels);
    }

    /** What transformers calls a label without a name. */
    static String unnamed(int label) {
        return "LABEL_" + label;
    }

    private static int positions(JsonNode json, ModelType type) {
        for (String key : List.of("max_position_embeddings", "n_positions", "max_seq_len")) {
            if (json.path(key).asInt(0) > 0) {
                return Math.max(0, json.path(key).asInt() - type.unusablePositions());
            }
        }
        return 0;
    }
}
