package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.Locale;

/** What is measured together: one type of documents, or all. */
public enum Part {
    TICKETS,
    TRANSCRIPTS,
    INVOICES,
    ALL;

    public List<DocumentType> types() {
        return switch (this) {
            case TICKETS -> List.of(DocumentType.TICKET);
            case TRANSCRIPTS -> List.of(DocumentType.TRANSCRIPT);
            case INVOICES -> List.of(DocumentType.INVOICE);
            case ALL -> List.of(DocumentType.values());
        };
    }

    public static Part of(DocumentType type) {
        return switch (type) {
            case TICKET -> TICKETS;
            case TRANSCRIPT -> TRANSCRIPTS;
            case INVOICE -> INVOICES;
        };
    }

    /** Its name in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
