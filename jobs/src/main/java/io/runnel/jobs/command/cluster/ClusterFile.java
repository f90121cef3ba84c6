package io.runnel.jobs.command.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a cluster that runs, for the commands that come after the one that started it.
 *
 * @param rest Flink's REST interface and web page
 */
public record ClusterFile(String bootstrapServers, URI rest, List<RunningProcess> processes) {
    private static final String NAME = "cluster.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The cluster in a folder, or nothing if none was started there or it has been stopped. */
    public static Optional<ClusterFile> in(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(file.toFile());
            List<RunningProcess> processes = new ArrayList<>();
            for (JsonNode process : root.path("processes")) {
                processes.add(
                        new RunningProcess(
                                process.path("name").asText(),
                                process.path("pid").asLong(),
                                Instant.parse(process.path("started").asText())));
            }
            return Optional.of(
                    new ClusterFile(
                            root.path("bootstrap_servers").asText(),
                            URI.create(root.path("rest").asText()),
                            processes));
        } catch (IOException | RuntimeException e) {
            throw new CommandFailure(
                    file + " does not describe a cluster: " + e.getMessage() + ". Remove it.", e);
        }
    }

    /** Writes it, whole or not at all. */
    void write(Path folder) {
        ObjectNode root =
                JSON.createObjectNode()
                        .put("bootstrap_servers", bootstrapServers)
                        .put("rest", rest.toString());
        ArrayNode list = root.putArray("processes");
        for (RunningProcess process : processes) {
            list.addObject()
                    .put("name", process.name())
                    .put("pid", process.pid())
                    .put("started", process.started().toString());
        }
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, NAME, ".tmp");
            JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), root);
            Files.move(
                    temporary,
                    folder.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
