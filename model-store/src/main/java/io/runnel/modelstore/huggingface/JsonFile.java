package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One JSON object of a folder. */
public final class JsonFile {
    private static final int LONGEST_TEXT = 100_000_000;

    /** A vocabulary may be one very long text. */
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxStringLength(LONGEST_TEXT)
                                            .build())
                            .build());

    private JsonFile() {}

    /**
     * The object in this file; nothing if there is no such file, or if it is a mistake, which is
     * added to the list.
     */
    public static Optional<JsonNode> read(Path folder, String name, List<String> mistakes) {
        return read(folder, name, JsonNodeType.OBJECT, mistakes);
    }

    /** The same for a file that holds an array. */
    static Optional<JsonNode> readArray(Path folder, String name, List<String> mistakes) {
        return read(folder, name, JsonNodeType.ARRAY, mistakes);
    }

    private static Optional<JsonNode> read(
            Path folder, String name, JsonNodeType form, List<String> mistakes) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(file.toFile());
            if (tree != null && tree.getNodeType() == form) {
                return Optional.of(tree);
            }
            mistakes.add(
                    "File '"
                            + name
                            + "' is no JSON "
                            + form.name().toLowerCase(Locale.ROOT)
                            + "; expected one as transformers saves it.");
        } catch (JsonProcessingException e) {
            mistakes.add(
                    "File '"
                            + name
                            + "' is no JSON: "
                            + e.getOriginalMessage()
                            + " (line "
                            + line(e)
                            + "). Save the model again.");
        } catch (IOException e) {
            mistakes.add("File '" + name + "' cannot be read: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }
}
