package io.runnel.jobs.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A job's configuration file: YAML with nested keys, which are written with dots everywhere else.
 *
 * @param values by dotted key, as text
 * @param mistakes what is no such file
 */
record ConfigFile(Map<String, String> values, List<String> mistakes) {
    static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                            .build());

    /** Reads the file; never throws, mistakes are collected. */
    static ConfigFile read(Path file) {
        ConfigFile read = new ConfigFile(new LinkedHashMap<>(), new ArrayList<>());
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root.isObject()) {
                read.flatten("", root, file);
            } else if (!root.isMissingNode() && !root.isNull()) {
                read.mistakes.add(file + ": expected keys and values, found " + root.getNodeType());
            }
        } catch (JsonProcessingException e) {
            read.mistakes.add(
                    file + ": is no YAML: " + e.getMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            read.mistakes.add("Configuration file " + file + " cannot be read: " + e);
        }
        return read;
    }

    private void flatten(String prefix, JsonNode node, Path file) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (MappingKeys.isRule(key) && !value.isNull()) {
                put(key, value.isTextual() ? value.textValue() : value.toString(), file);
            } else if (value.isObject()) {
                flatten(key + ".", value, file);
            } else if (value.isValueNode() && !value.isNull()) {
                put(key, value.asText(), file);
            } else {
                mistakes.add(
                        key
                                + ": expected one value in "
                                + file
                                + ", found "
                                + (value.isNull() ? "nothing" : "a list"));
            }
        }
    }

    private void put(String key, String text, Path file) {
        if (values.put(key, text) != null) {
            mistakes.add(key + ": stands twice in " + file + ", nested and dotted");
        }
    }
}
