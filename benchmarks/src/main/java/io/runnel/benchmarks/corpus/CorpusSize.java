package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;

/** How many documents of each type. */
public record CorpusSize(int tickets, int transcripts, int invoices) {
    /** Each type costs the model about as much as another: some 0.1 million tokens. */
    public static CorpusSize full() {
        return new CorpusSize(1_300, 24, 430);
    }

    /** Enough to see that everything works. */
    public static CorpusSize quick() {
        return new CorpusSize(40, 4, 20);
    }

    /** So many times as many, but at least two of each. */
    public CorpusSize times(double factor) {
        return new CorpusSize(
                scaled(tickets, factor), scaled(transcripts, factor), scaled(invoices, factor));
    }

    int of(DocumentType type) {
        return switch (type) {
            case TICKET -> tickets;
            case TRANSCRIPT -> transcripts;
            case INVOICE -> invoices;
        };
    }

    private static int scaled(int number, double factor) {
        return (int) Math.max(2, Math.round(number * factor));
    }
}
