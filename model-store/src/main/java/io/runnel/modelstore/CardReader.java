package io.runnel.modelstore;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code runnel.yaml}; writes every mistake in it into a list. */
final class CardReader {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    private static final String NAME = "[a-z0-9][a-z0-9._-]*";

    private CardReader() {}

    /** The card; only to be used if no mistake was added. */
    static ModelCard read(byte[] yaml, List<String> mistakes) throws IOException {
        YamlFields fields = new YamlFields(tree(yaml, mistakes), "", mistakes);
        ModelCard card =
                new ModelCard(
                        new ModelId(name(fields, "name"), name(fields, "version")),
                        fields.text("licence"),
                        fields.text("description"),
                        fields.textOr("base_model", ""),
                        fields.texts("languages"),
                        fields.text("file"),
                        fields.text("precision"),
                        fields.positive("max_tokens"),
                        fields.mappings("heads", CardReader::head),
                        fields.textMap("digests"));
        fields.refuseUnknown();
        checkHeads(card, mistakes);
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

    private static Head head(YamlFields fields) {
        String name = fields.text("name");
        HeadTask task = task(fields);
        String pooling = fields.textOr("pooling", "mean");
        if (!pooling.equals("mean")
                && !(pooling.equals("none") && task == HeadTask.TOKEN_CLASSIFICATION)) {
            fields.refuse("pooling", "'" + pooling + "' is unknown; known is mean.");
        }
        return new Head(
                name,
                task,
                fields.text("output"),
                fields.texts("labels"),
                fields.positiveOr("temperature", 1));
    }

    private static HeadTask task(YamlFields fields) {
        String label = fields.text("task");
        return HeadTask.ofLabel(label)
                .orElseGet(
                        () -> {
                            fields.refuse(
                                    "task",
                                    "'"
                                            + label
                                            + "' is unknown; known are "
                                            + HeadTask.labels()
                                            + ".");
                            return HeadTask.TEXT_CLASSIFICATION;
                        });
    }

    private static void checkHeads(ModelCard card, List<String> mistakes) {
        Set<String> names = new HashSet<>();
        for (Head head : card.heads()) {
            if (!names.add(head.name())) {
                mistakes.add("heads: two are named '" + head.name() + "'.");
            }
            if (new HashSet<>(head.labels()).size() < head.labels().size()) {
                mistakes.add("heads: '" + head.name() + "' names a label twice.");
            }
            if (head.task() == HeadTask.SENTENCE_SALIENCE && head.labels().size() != 1) {
                mistakes.add(
                        "heads: '"
                                + head.name()
                                + "' of task sentence-salience must have one label, the score.");
            }
            if (head.task() == HeadTask.TOKEN_CLASSIFICATION && !head.labels().contains("O")) {
                mistakes.add(
                        "heads: '"
                                + head.name()
                                + "' of task token-classification must have the label O.");
            }
        }
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
        for (String file : List.of(card.file(), ModelDirectory.TOKENIZER)) {
            if (!file.isBlank() && !card.digests().containsKey(file)) {
                mistakes.add(
                        "digests: '"
                                + file
                                + "' is not listed; a file that shapes answers must be.");
            }
        }
    }
}
