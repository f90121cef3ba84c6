package io.runnel.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.inference.text.Passage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What all contestants share: the corpus in pieces, and four models. */
public final class PeerModels {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "models";
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final PeerPlace place;
    private final Path folder;

    /**
     * @param folder where corpus and models go
     */
    public PeerModels(PeerPlace place, Path folder) {
        this.place = place;
        this.folder = folder;
    }

    public Path corpus() {
        return folder.resolve("corpus.jsonl");
    }

    public Path folder() {
        return folder;
    }

    /** Why the models cannot be made here; empty if they can. Installs what making them needs. */
    public Optional<String> unavailable() throws InterruptedException {
        return place.install(NAME);
    }

    /**
     * Writes the documents' texts, cuts them into pieces, and makes the models.
     *
     * @param pack our own pack, {@code …/<name>/<version>}, that the models' heads are fitted to
     * @return the facts in {@code models.json}
     * @throws IllegalStateException if the script fails, with the end of its log
     */
    public JsonNode make(List<PreparedDocument> documents, Path pack, int threads)
            throws InterruptedException {
        Path texts = folder.resolve("documents.jsonl");
        write(documents, texts);
        List<String> arguments =
                List.of(
                        "--documents",
                        texts.toString(),
                        "--pack",
                        pack.toString(),
                        "--out",
                        folder.toString(),
                        "--threads",
                        Integer.toString(threads));
        Script.Outcome outcome = place.script(NAME, "run").run(arguments, LIMIT);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(
                    "The peers' models cannot be made; the script ended with exit code "
                            + outcome.exitCode()
                            + ":\n"
                            + outcome.endOfErrors());
        }
        try {
            return JSON.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The script that makes the peers' models printed no JSON: " + e.getMessage(),
                    e);
        }
    }

    /** One line a document: its id, and all passages that a job would ask about, one a line. */
    private static void write(List<PreparedDocument> documents, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (BufferedWriter lines = Files.newBufferedWriter(file)) {
                for (PreparedDocument document : documents) {
                    ObjectNode line = JSON.createObjectNode();
                    line.put("id", document.document().document().id());
                    line.put("text", text(document));
                    lines.write(line + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The peers' documents cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(PreparedDocument document) {
        return document.request().passages().stream()
                .map(Passage::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }
}
