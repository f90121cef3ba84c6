package io.runnel.benchmarks.corpus;

import io.runnel.jobs.command.topics.Lines;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The English documents of the demo, which were written for this project. */
final class DemoDocuments {
    private static final String ENGLISH = "en";

    private DemoDocuments() {}

    /** All of them, in the order of their file. */
    static <D extends Document> List<D> of(DocumentType type, Class<D> concrete) {
        String path = "/demo/" + type.topic() + ".jsonl";
        List<D> documents = new ArrayList<>();
        try (InputStream file = DemoDocuments.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(
                        "The class path has no " + path + "; build the module jobs again.");
            }
            for (CorpusDocument document : read(type, file)) {
                if (ENGLISH.equals(document.document().language())) {
                    documents.add(concrete.cast(document.document()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
        return documents;
    }

    /** Every document of a file with one JSON object in each line; what is none is left out. */
    static List<CorpusDocument> read(DocumentType type, InputStream file) throws IOException {
        List<CorpusDocument> documents = new ArrayList<>();
        try (Lines lines = new Lines(file)) {
            while (lines.advance()) {
                if (!Lines.isBlank(lines.line())) {
                    CorpusDocument.read(type, lines.line()).ifPresent(documents::add);
                }
            }
        }
        return documents;
    }
}
