package io.runnel.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.benchmarks.measure.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contestant printed.
 *
 * @param settings as it names them
 * @param versions of what it runs on
 * @param answers what it found in the first pieces of the corpus; near equal for equal models
 */
public record PeerResult(
        String name, Work work, JsonNode settings, JsonNode versions, JsonNode answers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS =
            List.of("name", "documents", "tokens", "seconds", "settings", "versions", "answers");

    /**
     * Reads the last line that is a JSON object; what libraries print before it does not matter.
     *
     * @throws IllegalStateException if there is none, or a field is missing
     */
    static PeerResult parse(String output) {
        JsonNode found = null;
        for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
            found = object(line, found);
        }
        if (found == null) {
            throw new IllegalStateException(
                    "A contestant printed no JSON object on a line of its own; expected one with "
                            + FIELDS
                            + ".");
        }
        List<String> missing = new ArrayList<>(FIELDS);
        missing.removeIf(found::has);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "A contestant's result has no " + missing + ": " + found + ".");
        }
        return new PeerResult(
                found.path("name").asText(),
                new Work(
                        found.path("documents").asLong(),
                        found.path("tokens").asLong(),
                        found.path("seconds").asDouble()),
                found.path("settings"),
                found.path("versions"),
                found.path("answers"));
    }

    private static JsonNode object(String line, JsonNode before) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException noResult) {
            return before;
        }
    }
}
