package io.runnel.jobs.command.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.Lines;
import io.runnel.jobs.command.topics.RecordKey;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The documents that a demo can send.
 *
 * @param good by type, in the order of their files
 * @param malformed what must end in the dead letters
 */
record DemoDocuments(Map<DocumentType, List<FeedRecord>> good, List<FeedRecord> malformed) {
    private static final String RESOURCES = "/demo/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The documents written for this project. */
    static DemoDocuments bundled() {
        Map<DocumentType, List<FeedRecord>> good = new EnumMap<>(DocumentType.class);
        try {
            for (DocumentType type : DocumentType.values()) {
                good.put(type, read(type, resource(type.topic())));
            }
            List<FeedRecord> malformed = new ArrayList<>();
            try (Lines lines = new Lines(resource("malformed"))) {
                while (lines.advance()) {
                    malformed.add(malformed(JSON.readTree(lines.line())));
                }
            }
            return new DemoDocuments(good, malformed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The documents of a folder, or those written for this project where none is named.
     *
     * @throws CommandFailure if the folder is not there or has none
     */
    static DemoDocuments bundledOr(Path folder) {
        if (folder == null) {
            return bundled();
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("Folder " + folder + " does not exist, or is no folder.");
        }
        return in(folder);
    }

    /**
     * The documents in {@code invoices.jsonl}, {@code transcripts.jsonl} and {@code tickets.jsonl}
     * of a folder, those that there are.
     *
     * @throws CommandFailure if there is none
     */
    static DemoDocuments in(Path folder) {
        Map<DocumentType, List<FeedRecord>> good = new EnumMap<>(DocumentType.class);
        try {
            for (DocumentType type : DocumentType.values()) {
                Path file = folder.resolve(type.topic() + ".jsonl");
                good.put(
                        type,
                        Files.isRegularFile(file)
                                ? read(type, Files.newInputStream(file))
                                : List.of());
            }
        } catch (IOException e) {
            throw new CommandFailure("The documents in " + folder + " cannot be read: " + e, e);
        }
        if (good.values().stream().allMatch(List::isEmpty)) {
            throw new CommandFailure(
                    "Folder "
                            + folder
                            + " has no documents; expected invoices.jsonl,"
                            + " transcripts.jsonl or tickets.jsonl in it.");
        }
        return new DemoDocuments(good, List.of());
    }

    private static List<FeedRecord> read(DocumentType type, InputStream file) throws IOException {
        RecordKey key = new RecordKey("id");
        List<FeedRecord> records = new ArrayList<>();
        try (Lines lines = new Lines(file)) {
            while (lines.advance()) {
                byte[] line = lines.line();
                if (!Lines.isBlank(line)) {
                    records.add(new FeedRecord(type, key.of(line), line));
                }
            }
        }
        return records;
    }

    private static FeedRecord malformed(JsonNode row) {
        String text = row.path("value").asText();
        byte[] value =
                switch (row.path("encoding").asText()) {
                    case "utf8" -> text.getBytes(StandardCharsets.UTF_8);
                    case "base64" -> Base64.getDecoder().decode(text);
                    case "tombstone" -> null;
                    default -> throw new IllegalStateException("Unknown encoding in " + row);
                };
        JsonNode key = row.path("key");
        return new FeedRecord(
                DocumentType.ofLabel(row.path("type").asText()).orElseThrow(),
                key.isTextual() ? key.asText().getBytes(StandardCharsets.UTF_8) : null,
                value);
    }

    private static InputStream resource(String name) {
        String path = RESOURCES + name + ".jsonl";
        InputStream stream = DemoDocuments.class.getResourceAsStream(path);
        if (stream == null) {
            throw new IllegalStateException("The class path has no " + path + "; build again.");
        }
        return stream;
    }
}
