package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.runnel.modelstore.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the beginning of {@code README.md} says: a mapping between two lines of three hyphens.
 *
 * @param licence as the hub writes it, in lower case; empty if it says nothing
 * @param languages as ISO 639-1; {@code any} for a multilingual model; empty if it says nothing
 * @param baseModel empty if it says nothing
 */
record ReadmeFacts(String licence, List<String> languages, String baseModel) {
    static final String FILE = "README.md";

    /** {@code no} is Norwegian, and no truth value. */
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                            .build());

    private static final Pattern FRONT =
            Pattern.compile("\\A\\uFEFF?---\\s*\\R(.*?)\\R---\\s*(\\R|\\z)", Pattern.DOTALL);

    /** Names of licences as SPDX writes them, where the hub writes them in another way. */
    private static final Map<String, String> SPDX =
            Map.of(
                    "apache-2.0", "Apache-2.0",
                    "mit", "MIT",
                    "cc-by-4.0", "CC-BY-4.0",
                    "cc-by-sa-4.0", "CC-BY-SA-4.0",
                    "cc-by-nc-4.0", "CC-BY-NC-4.0",
                    "bsd-3-clause", "BSD-3-Clause");

    /** What the folder's README says; a damaged one says nothing. */
    static ReadmeFacts read(Path folder) {
        Matcher front = FRONT.matcher(TextFile.readOr(folder.resolve(FILE), ""));
        if (!front.find()) {
            return new ReadmeFacts("", List.of(), "");
        }
        try {
            JsonNode facts = YAML.readTree(front.group(1));
            if (facts == null || !facts.isObject()) {
                return new ReadmeFacts("", List.of(), "");
            }
            String licence = first(facts.path("license"));
            return new ReadmeFacts(
                    SPDX.getOrDefault(licence, licence),
                    languages(facts.path("language")),
                    first(facts.path("base_model")));
        } catch (JsonProcessingException e) {
            return new ReadmeFacts("", List.of(), "");
        }
    }

    private static String first(JsonNode node) {
        return node.isArray() ? node.path(0).asText("") : node.asText("");
    }

    private static List<String> languages(JsonNode node) {
        List<String> languages = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node : List.of(node)) {
            String language = one.asText("").strip();
            if (language.equals("multilingual")) {
                languages.add(Head.ANY_LANGUAGE);
            } else if (language.matches("[a-z]{2}")) {
                languages.add(language);
            }
        }
        return languages.stream().distinct().toList();
    }
}
