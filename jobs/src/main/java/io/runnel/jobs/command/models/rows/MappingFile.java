package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mapping of labels as a YAML or JSON file, or a part of one: {@code FILE#/part/of/it}. */
public final class MappingFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private MappingFile() {}

    /**
     * The object that is named.
     *
     * @throws IllegalArgumentException if it cannot be read, or is no object
     */
    public static JsonNode read(String option) {
        int hash = option.lastIndexOf('#');
        String file = hash < 0 ? option : option.substring(0, hash);
        JsonNode mapping = part(tree(file), file, hash < 0 ? "" : option.substring(hash + 1));
        if (!mapping.isObject() || mapping.isEmpty()) {
            throw new IllegalArgumentException(
                    option
                            + " is no mapping; expected an object such as {oos: out-of-scope,"
                            + " Alarm: null}.");
        }
        return mapping;
    }

    private static JsonNode tree(String file) {
        try {
            return YAML.readTree(Files.readString(Path.of(file)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file
                            + " is no YAML or JSON: "
                            + e.getOriginalMessage().strip().replaceAll("\\s+", " "),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " does not exist, or cannot be read as UTF-8 text.", e);
        }
    }

    private static JsonNode part(JsonNode tree, String file, String pointer) {
        JsonNode part;
        try {
            part = tree.at(JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'#"
                            + pointer
                            + "' is no place in a file; expected a JSON Pointer such as"
                            + " #/datasets/wnut17.",
                    e);
        }
        if (part.isMissingNode()) {
            throw new IllegalArgumentException(
                    file
                            + " has nothing at '"
                            + pointer
                            + "'; it has "
                            + RowShape.fields(tree)
                            + ".");
        }
        return part;
    }
}
