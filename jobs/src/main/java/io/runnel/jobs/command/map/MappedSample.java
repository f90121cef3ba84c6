package io.runnel.jobs.command.map;

import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.codec.MappingTrial;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import java.util.ArrayList;
import java.util.List;

/** Sample records, what a mapping made of each, and of each field. */
final class MappedSample {
    private final MappingTrial trial;
    private final DocumentMapping mapping;
    private final List<Document> documents = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();

    MappedSample(DocumentType type, DocumentMapping mapping) {
        this.trial = new MappingTrial(type, mapping);
        this.mapping = mapping;
    }

    void add(Origin origin) {
        Decoded<? extends Document> decoded = trial.add(origin);
        if (decoded instanceof Decoded.Read<? extends Document> read) {
            documents.add(read.document());
        } else if (decoded instanceof Decoded.Refused<? extends Document> refused) {
            rejects.add(refused.reject());
        }
    }

    int records() {
        return documents.size() + rejects.size();
    }

    List<Document> documents() {
        return documents;
    }

    List<Reject> rejects() {
        return rejects;
    }

    DocumentMapping mapping() {
        return mapping;
    }

    MappingTrial trial() {
        return trial;
    }

    /** The line of the input, from 1. */
    static long line(Origin origin) {
        return origin.offset() + 1;
    }
}
