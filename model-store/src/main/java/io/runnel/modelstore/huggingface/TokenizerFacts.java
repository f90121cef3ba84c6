package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.modelstore.WordRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the tokenizer's files say.
 *
 * @param model {@code WordPiece}, {@code BPE} or {@code Unigram}
 * @param words how the reference tells tokens that go on with a word
 * @param maxTokens longest row; 0 if the files name none
 * @param chatTemplate how a conversation is written down; empty if the files have none
 */
public record TokenizerFacts(String model, WordRule words, int maxTokens, String chatTemplate) {
    static final String FILE = "tokenizer.json";
    private static final String SETTINGS = "tokenizer_config.json";
    private static final Set<String> MODELS = Set.of("WordPiece", "BPE", "Unigram");

    /** Some files name 10 to the power of 30 for "as many as you like". */
    private static final double NO_LIMIT = 10_000_000;

    /** Reads them; only to be used if no mistake was added. */
    static TokenizerFacts read(Path folder, List<String> mistakes) {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            mistakes.add(missing(folder));
        }
        int before = mistakes.size();
        JsonNode json = JsonFile.read(folder, FILE, mistakes).orElse(null);
        JsonNode settings = JsonFile.read(folder, SETTINGS, mistakes).orElse(null);
        if (json == null || before < mistakes.size()) {
            return new TokenizerFacts("", WordRule.BLANKS, 0, "");
        }
        String model = model(json.path("model"));
        if (!MODELS.contains(model)) {
            mistakes.add(
                    "tokenizer.json has a tokenizer of type '"
                            + model
                            + "'; expected WordPiece, BPE or Unigram, as tokenizers saves it.");
        }
        boolean marks = !json.path("model").path("continuing_subword_prefix").asText("").isEmpty();
        return new TokenizerFacts(
                model,
                marks ? WordRule.PREFIX : WordRule.BLANKS,
                settings == null ? 0 : maxTokens(settings),
                settings == null ? "" : template(settings, folder));
    }

    /** Old files do not name the type. */
    private static String model(JsonNode model) {
        String type = model.path("type").asText("");
        if (!type.isEmpty()) {
            return type;
        }
        if (model.has("merges")) {
            return "BPE";
        }
        return model.has("continuing_subword_prefix") ? "WordPiece" : "";
    }

    private static int maxTokens(JsonNode settings) {
        double most = settings.path("model_max_length").asDouble(0);
        return most >= 1 && most < NO_LIMIT ? (int) most : 0;
    }

    /** One template, several by name, or a file of its own. */
    private static String template(JsonNode settings, Path folder) {
        JsonNode template = settings.path("chat_template");
        if (template.isTextual()) {
            return template.asText();
        }
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText("");
            }
        }
        return TextFile.readOr(folder.resolve("chat_template.jinja"), "");
    }

    private static String missing(Path folder) {
        List<String> slow =
                List.of(
                        "vocab.txt",
                        "vocab.json",
                        "spiece.model",
                        "sentencepiece.bpe.model",
                        "source.spm");
        String found =
                slow.stream()
                        .filter(name -> Files.isRegularFile(folder.resolve(name)))
                        .findFirst()
                        .map(name -> "; there is '" + name + "', of the slow tokenizer")
                        .orElse("");
        return "File 'tokenizer.json' is missing"
                + found
                + ". Make it with"
                + " AutoTokenizer.from_pretrained(folder, use_fast=True).save_pretrained(folder).";
    }
}
