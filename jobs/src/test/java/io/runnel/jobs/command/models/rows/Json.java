package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Rows and mappings as YAML, which JSON is a part of. */
final class Json {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Json() {}

    static JsonNode of(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
