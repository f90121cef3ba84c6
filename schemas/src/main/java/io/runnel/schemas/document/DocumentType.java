package io.runnel.schemas.document;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a document is; every type has a topic, a job and a set of tasks of its own. */
public enum DocumentType {
    INVOICE,
    TRANSCRIPT,
    TICKET;

    /**
     * The name in options, records and metrics: {@code invoice}, {@code transcript}, {@code
     * ticket}.
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The topic read by default: {@code invoices}, {@code transcripts}, {@code tickets}. */
    public String topic() {
        return label() + "s";
    }

    /** The type with this {@link #label()}, if there is one. */
    public static Optional<DocumentType> ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
    }
}
