package io.runnel.modelstore.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.modelstore.ModelFolderException;
import io.runnel.modelstore.generation.Sampling.Choice;
import io.runnel.modelstore.huggingface.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how a model writes: {@code generation_config.json}, or {@code config.json} where an old
 * folder has all in one. What {@code config.json} says of summaries holds where the former does not
 * say otherwise: who fine-tunes a model leaves that of its base behind. A setting that would change
 * what is written and is not understood is a mistake.
 */
public final class GenerationConfig {
    private static final String FILE = "generation_config.json";
    private static final String MODEL = "config.json";
    private static final int DEFAULT_TOP_K = 50;
    private static final int MOST = 1_000_000;

    /** Settings that are not understood, and the values with which they change nothing. */
    private static final Map<String, List<String>> WITHOUT_EFFECT =
            Map.ofEntries(
                    Map.entry("guidance_scale", List.of("1", "1.0")),
                    Map.entry("sequence_bias", List.of()),
                    Map.entry("exponential_decay_length_penalty", List.of()),
                    Map.entry("stop_strings", List.of()),
                    Map.entry("renormalize_logits", List.of("false")),
                    Map.entry("num_beam_groups", List.of("1")),
                    Map.entry("diversity_penalty", List.of("0", "0.0")),
                    Map.entry("penalty_alpha", List.of("0", "0.0")),
                    Map.entry("constraints", List.of()),
                    Map.entry("force_words_ids", List.of()),
                    Map.entry("watermarking_config", List.of()),
                    Map.entry("token_healing", List.of("false")),
                    Map.entry("dola_layers", List.of()),
                    Map.entry("forced_decoder_ids", List.of()),
                    Map.entry("max_time", List.of()),
                    Map.entry("num_return_sequences", List.of("1")),
                    Map.entry("remove_invalid_values", List.of("false")),
                    Map.entry("top_h", List.of()));

    /** The same for what matters only where tokens are drawn. */
    private static final Map<String, List<String>> WITHOUT_EFFECT_ON_DRAWING =
            Map.of(
                    "typical_p", List.of("1", "1.0"),
                    "epsilon_cutoff", List.of("0", "0.0"),
                    "eta_cutoff", List.of("0", "0.0"));

    private final JsonNode json;
    private final JsonNode model;
    private final List<String> mistakes;

    private GenerationConfig(JsonNode json, JsonNode model, List<String> mistakes) {
        this.json = json;
        this.model = model;
        this.mistakes = mistakes;
    }

    /**
     * The settings of a model's folder.
     *
     * @throws ModelFolderException with every setting that cannot be followed
     */
    public static GenerationSettings read(Path folder) {
        List<String> mistakes = new ArrayList<>();
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        JsonNode model = JsonFile.read(folder, MODEL, mistakes).orElse(nothing);
        Optional<JsonNode> own = JsonFile.read(folder, FILE, mistakes);
        ObjectNode merged = nothing.objectNode();
        own.orElse(model)
                .properties()
                .forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        model.path("task_specific_params")
                .path("summarization")
                .properties()
                .forEach(
                        entry -> {
                            if (!own.orElse(nothing).hasNonNull(entry.getKey())) {
                                merged.set(entry.getKey(), entry.getValue());
                            }
                        });
        GenerationSettings settings = new GenerationConfig(merged, model, mistakes).settings();
        if (!mistakes.isEmpty()) {
            throw new ModelFolderException(folder, mistakes);
        }
        return settings;
    }

    private GenerationSettings settings() {
        Sampling sampling = sampling();
        refuse(WITHOUT_EFFECT);
        if (sampling.choice() == Choice.DRAWN) {
            refuse(WITHOUT_EFFECT_ON_DRAWING);
        }
        BeamRule beams =
                new BeamRule(
                        whole("num_beams", 1, 1),
                        number("length_penalty", 1, -MOST),
                        earlyStopping());
        if (sampling.choice() == Choice.DRAWN && beams.beams() > 1) {
            mistakes.add(
                    "Setting do_sample together with num_beams "
                            + beams.beams()
                            + " is not understood; set one of them to its default.");
        }
        return new GenerationSettings(
                new LengthLimits(
                        whole("max_length", 0, 0),
                        whole("max_new_tokens", 0, 0),
                        whole("min_length", 0, 0),
                        whole("min_new_tokens", 0, 0)),
                beams,
                new Repetition(
                        number("repetition_penalty", 1, Double.MIN_VALUE),
                        number("encoder_repetition_penalty", 1, Double.MIN_VALUE),
                        whole("no_repeat_ngram_size", 0, 0),
                        whole("encoder_no_repeat_ngram_size", 0, 0)),
                ids(),
                new Forbidden(
                        badWords(), wholes("suppress_tokens"), wholes("begin_suppress_tokens")),
                sampling);
    }

    private SpecialIds ids() {
        int start = id("decoder_start_token_id");
        List<Integer> ends = wholes("eos_token_id");
        int padding = id("pad_token_id");
        return new SpecialIds(
                start < 0 ? id("bos_token_id") : start,
                ends,
                padding < 0 && !ends.isEmpty() ? ends.get(0) : padding,
                json.path("forced_bos_token_id").asInt(-1),
                read(json.path("forced_eos_token_id")));
    }

    private Sampling sampling() {
        boolean drawn = json.path("do_sample").asBoolean(false);
        return new Sampling(
                drawn ? Choice.DRAWN : Choice.LIKELIEST,
                drawn ? number("temperature", 1, Double.MIN_VALUE) : 1,
                whole("top_k", DEFAULT_TOP_K, 0),
                number("top_p", 1, 0),
                number("min_p", 0, 0));
    }

    private EarlyStopping earlyStopping() {
        JsonNode value = json.path("early_stopping");
        if (value.asText().equals("never")) {
            return EarlyStopping.WHEN_HOPELESS;
        }
        return value.asBoolean(false) ? EarlyStopping.FIRST_FINISHED : EarlyStopping.HEURISTIC;
    }

    private List<List<Integer>> badWords() {
        List<List<Integer>> words = new ArrayList<>();
        for (JsonNode word : json.path("bad_words_ids")) {
            words.add(read(word));
        }
        return words;
    }

    /** A special token, which old folders have in the other file only. */
    private int id(String key) {
        List<Integer> ids = wholes(key);
        return ids.isEmpty() ? -1 : ids.get(0);
    }

    private List<Integer> wholes(String key) {
        List<Integer> own = read(json.path(key));
        return own.isEmpty() && key.endsWith("_token_id") ? read(model.path(key)) : own;
    }

    private static List<Integer> read(JsonNode node) {
        List<Integer> wholes = new ArrayList<>();
        if (node.isInt()) {
            wholes.add(node.intValue());
        }
        node.forEach(one -> wholes.add(one.intValue()));
        return wholes;
    }

    private int whole(String key, int otherwise, int least) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > MOST) {
            mistakes.add(
                    "Setting "
                            + key
                            + " is "
                            + value
                            + "; expected a whole number of "
                            + least
                            + " or more.");
            return otherwise;
        }
        return value.intValue();
    }

    private double number(String key, double otherwise, double least) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least)) {
            mistakes.add(
                    "Setting " + key + " is " + value + "; expected a number above " + least + ".");
            return otherwise;
        }
        return value.doubleValue();
    }

    private void refuse(Map<String, List<String>> withoutEffect) {
        withoutEffect.forEach(
                (key, harmless) -> {
                    JsonNode value = json.path(key);
                    boolean unset = value.isMissingNode() || value.isNull();
                    if (!unset && !harmless.contains(value.asText())) {
                        mistakes.add(
                                "Setting "
                                        + key
                                        + " is "
                                        + value
                                        + ", and this build does not know it; take it out of "
                                        + FILE
                                        + " to write without it.");
                    }
                });
    }
}
