package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The documents that are measured with. Equal sizes and seeds give equal bytes on every machine, so
 * numbers of two runs are about the same work.
 *
 * @param source where they come from, for the report
 * @param kind whose they are
 */
public record Corpus(String source, Kind kind, Map<DocumentType, List<CorpusDocument>> documents) {
    /** Whose the documents are. */
    public enum Kind {
        /** Made here: every one of them must be enriched. */
        MADE,
        /** Somebody's own: a job may have to reject some. */
        GIVEN
    }

    public Corpus {
        documents = new EnumMap<>(documents);
    }

    /**
     * Documents made from those of the demo, with the lengths of real ones. They state no language,
     * as most real ones do not: it is detected for each.
     */
    public static Corpus made(CorpusSize size, long seed) {
        Map<DocumentType, List<CorpusDocument>> made = new EnumMap<>(DocumentType.class);
        TicketWriter tickets = new TicketWriter();
        TranscriptWriter transcripts = new TranscriptWriter();
        InvoiceWriter invoices = new InvoiceWriter();
        for (DocumentType type : DocumentType.values()) {
            Random random = new Random(seed + type.label().hashCode());
            List<CorpusDocument> documents = new ArrayList<>();
            for (int number = 1; number <= size.of(type); number++) {
                documents.add(
                        CorpusDocument.of(
                                switch (type) {
                                    case TICKET -> tickets.write(number, random);
                                    case TRANSCRIPT -> transcripts.write(number, random);
                                    case INVOICE -> invoices.write(number, random);
                                }));
            }
            made.put(type, documents);
        }
        return new Corpus("made from the demo's documents, seed " + seed, Kind.MADE, made);
    }

    /** Tickets of so many words each, and nothing else. */
    public static Corpus tickets(int words, int count, long seed) {
        Random random = new Random(seed);
        TicketWriter writer = new TicketWriter();
        List<CorpusDocument> tickets = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            tickets.add(CorpusDocument.of(writer.write(number, words, random)));
        }
        return new Corpus(
                "tickets of " + words + " words, seed " + seed,
                Kind.MADE,
                Map.of(DocumentType.TICKET, tickets));
    }

    /**
     * The documents in {@code tickets.jsonl}, {@code transcripts.jsonl} and {@code invoices.jsonl}
     * of a folder, each type from its start and over again until there are enough.
     *
     * @throws IllegalArgumentException if one of the files is missing or has no document
     */
    public static Corpus in(Path folder, CorpusSize size) {
        Map<DocumentType, List<CorpusDocument>> read = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            List<CorpusDocument> found = read(type, folder.resolve(file(type)));
            List<CorpusDocument> enough = new ArrayList<>();
            for (int i = 0; i < size.of(type); i++) {
                enough.add(found.get(i % found.size()));
            }
            read.put(type, enough);
        }
        return new Corpus("documents of a folder", Kind.GIVEN, read);
    }

    private static List<CorpusDocument> read(DocumentType type, Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            List<CorpusDocument> found = DemoDocuments.read(type, stream);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        file + " has no document; expected one " + type.label() + " in each line.");
            }
            return found;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file
                            + " cannot be read ("
                            + e
                            + "); expected a folder with tickets.jsonl, transcripts.jsonl and"
                            + " invoices.jsonl.",
                    e);
        }
    }

    /** Writes what {@link #in} reads: so that others can measure with the same documents. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (DocumentType type : DocumentType.values()) {
                try (OutputStream file = Files.newOutputStream(folder.resolve(file(type)))) {
                    for (CorpusDocument document : of(type)) {
                        file.write(document.json());
                        file.write('\n');
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The corpus cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    public List<CorpusDocument> of(DocumentType type) {
        return documents.getOrDefault(type, List.of());
    }

    /** The SHA-256 of all documents, type by type, line by line. */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (DocumentType type : DocumentType.values()) {
                for (CorpusDocument document : of(type)) {
                    sha256.update(document.json());
                    sha256.update((byte) '\n');
                }
            }
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private static String file(DocumentType type) {
        return type.topic() + ".jsonl";
    }
}
