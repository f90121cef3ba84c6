package io.runnel.schemas.document;

import java.util.List;
import java.util.Map;

/**
 * A document with its four results and where they come from. Exactly one of {@code invoice}, {@code
 * transcript} and {@code ticket} is not {@code null}: a stream carries one concrete record, so the
 * three stand side by side. A task whose model does not support the document's language has an
 * empty result, and its provenance says so.
 *
 * @param language {@code null} where none is stated and none is looked for
 * @param fields of an invoice, each kind at most once: who bills, where, when, how much, as its
 *     text says; empty where it has no text or nobody was asked
 * @param redacted how many pieces of personal data were taken out, by kind; empty where nothing was
 *     found or nothing looked for
 * @param generation which enrichment of its input this is: 0 unless somebody enriched the same
 *     input again and said so; the highest one counts (docs/decisions/0014-generations.md)
 */
public record Enriched(
        Invoice invoice,
        Transcript transcript,
        Ticket ticket,
        Language language,
        Classification classification,
        Sentiment sentiment,
        List<Entity> entities,
        List<Entity> fields,
        Summary summary,
        List<Provenance> provenance,
        Processing processing,
        Map<String, Integer> redacted,
        int generation) {
    /** The one document that this record carries. */
    public Document document() {
        return invoice != null ? invoice : transcript != null ? transcript : ticket;
    }
}
