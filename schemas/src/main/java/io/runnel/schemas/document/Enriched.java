package io.runnel.schemas.document;

import java.util.List;

/**
 * A document with its four results and where they come from. Exactly one of {@code invoice}, {@code
 * transcript} and {@code ticket} is not {@code null}: a stream carries one concrete record, so the
 * three stand side by side.
 */
public record Enriched(
        Invoice invoice,
        Transcript transcript,
        Ticket ticket,
        Classification classification,
        Sentiment sentiment,
        List<Entity> entities,
        Summary summary,
        List<Provenance> provenance,
        Processing processing) {
    /** The one document that this record carries. */
    public Document document() {
        return invoice != null ? invoice : transcript != null ? transcript : ticket;
    }
}
