package io.runnel.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file that the peers' step {@code models} writes: {@code {id, text, tokens}} in each line. */
final class PieceFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PieceFile() {}

    /**
     * All pieces; those of one document follow each other.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds none
     */
    static List<Piece> read(Path file) {
        List<Piece> pieces = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                pieces.add(piece(JSON.readTree(line), pieces));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file
                            + ", line "
                            + (pieces.size() + 1)
                            + ": expected {id, text, tokens}, found no JSON. Make it again with"
                            + " benchmarks/peers/models/run.",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The peers' corpus " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(
                    "The peers' corpus " + file + " is empty; expected a piece in each line.");
        }
        return pieces;
    }

    private static Piece piece(JsonNode row, List<Piece> before) {
        String id = row.path("id").asText();
        boolean opens = before.isEmpty() || !before.get(before.size() - 1).id().equals(id);
        return new Piece(id, row.path("text").asText(), row.path("tokens").asInt(), opens);
    }
}
