package io.runnel.schemas.document;

/** What became of one document: an enriched record or a reject; the other is {@code null}. */
public record Outcome(Enriched enriched, Reject reject) {
    public static Outcome of(Enriched enriched) {
        return new Outcome(enriched, null);
    }

    public static Outcome of(Reject reject) {
        return new Outcome(null, reject);
    }
}
