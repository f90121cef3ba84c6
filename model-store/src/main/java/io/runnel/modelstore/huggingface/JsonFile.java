package io.runnel.modelstore.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        Optional<JsonNode> tree = tree(folder, name, mistakes);
        if (tree.isPresent() && !tree.get().isObject()) {
            mistakes.add(
                    "File '"
                            + name
                            + "' is no JSON object; expected one as transformers saves it.");
        }
        return tree.filter(JsonNode::isObject);
    }

    /** The elements of the list in this file; none on the same terms. */
    static List<JsonNode> readList(Path folder, String name, List<String> mistakes) {
        List<JsonNode> elements = new ArrayList<>();
        Optional<JsonNode> tree = tree(folder, name, mistakes);
        if (tree.isPresent() && !tree.get().isArray()) {
            mistakes.add("File '" + name + "' is no JSON list. Save the model again.");
        }
        tree.filter(JsonNode::isArray).ifPresent(list -> list.forEach(elements::add));
        return List.copyOf(elements);
    }

    private static Optional<JsonNode> tree(Path folder, String name, List<String> mistakes) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(file.toFile()));
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
