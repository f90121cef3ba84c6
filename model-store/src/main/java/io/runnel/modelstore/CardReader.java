package io.runnel.modelstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code runnel.yaml}; writes every mistake in it into a list. */
final class CardReader {
    /** {@code no} is a label, or Norwegian, and no truth value. */
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                            .build());

    private static final String NAME = "[a-z0-9][a-z0-9._-]*";

    private CardReader() {}

    /** The card; only to be used if no mistake was added. */
    static ModelCard read(byte[] yaml, List<String> mistakes) throws IOException {
        YamlFields fields = new YamlFields(tree(yaml, mistakes), "", mistakes);
        List<String> languages = fields.texts("languages");
        ModelCard card =
                new ModelCard(
                        new ModelId(name(fields, "name"), name(fields, "version")),
                        fields.text("licence"),
                        fields.text("description"),
                        fields.textOr("base_model", ""),
                        languages,
                        fields.text("file"),
                        fields.text("precision"),
                        fields.positive("max_tokens"),
                        tokenTypes(fields),
                        fields.mappings("heads", new HeadReader(languages)::read),
                        fields.textMap("digests"),
                        fields.flag("batch_dependent"),
                        fields.mappingOr("generation", Generation::read, Generation.NONE));
        fields.refuseUnknown();
        mistakes.addAll(HeadReader.mistakes(card.heads()));
        checkDigests(card, mistakes);
        return card;
    }

    private static JsonNode tree(byte[] yaml, List<String> mistakes) throws IOException {
        try {
            JsonNode tree = YAML.readTree(yaml);
            if (tree != null && tree.isObject()) {
                return tree;
            }
            mistakes.add("runnel.yaml is no mapping of keys to values.");
        } catch (JsonProcessingException e) {
            mistakes.add("runnel.yaml is no YAML: " + e.getOriginalMessage() + ".");
        }
        return YAML.createObjectNode();
    }

    private static String name(YamlFields fields, String key) {
        String name = fields.text(key);
        if (!name.isBlank() && !name.matches(NAME)) {
            fields.refuse(
                    key, "'" + name + "' must be lower-case letters, digits, '.', '_' and '-'.");
        }
        return name;
    }

    private static TokenTypes tokenTypes(YamlFields fields) {
        String label = fields.textOr("token_types", TokenTypes.NONE.label());
        return TokenTypes.ofLabel(label)
                .orElseGet(
                        () -> {
                            fields.refuse(
                                    "token_types",
                                    "'"
                                            + label
                                            + "' is unknown; known are "
                                            + TokenTypes.labels()
                                            + ".");
                            return TokenTypes.NONE;
                        });
    }

    private static void checkDigests(ModelCard card, List<String> mistakes) {
        card.digests()
                .forEach(
                        (file, digest) -> {
                            if (!digest.matches(Sha256.FORM)) {
                                mistakes.add(
                                        "digests: '"
                                                + digest
                                                + "' of "
                                                + file
                                                + " is not of the form "
                                                + Sha256.FORM
                                                + ".");
                            }
                        });
        List<String> answering = new ArrayList<>(card.generation().files());
        answering.addAll(List.of(card.file(), ModelDirectory.TOKENIZER));
        for (String file : answering) {
            if (!file.isBlank() && !card.digests().containsKey(file)) {
                mistakes.add(
                        "digests: '"
                                + file
                                + "' is not listed; a file that shapes answers must be.");
            }
        }
    }
}
