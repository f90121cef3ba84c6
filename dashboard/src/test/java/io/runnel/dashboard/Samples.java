package io.runnel.dashboard;

import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IncomingReject;
import io.runnel.dashboard.store.Place;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Enriched records as a job writes them, for tests. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final JsonEnrichedCodec CODEC = new JsonEnrichedCodec();

    private Samples() {}

    /** What a ticket says and how it was answered. */
    public record Said(String id, String title, String text, String label, String sentiment) {}

    public static Said ticket(String id, String text) {
        return new Said(id, "Trouble with " + id, text, "billing", "negative");
    }

    /** The ticket as an enriched record at this offset. */
    public static IncomingDocument at(long offset, Said said) {
        return generation(0, offset, offset, said);
    }

    /** The same, enriched again. */
    public static IncomingDocument generation(
            int generation, long sourceOffset, long offset, Said said) {
        Origin origin = origin("tickets", sourceOffset);
        Ticket ticket =
                new Ticket(
                        origin,
                        said.id(),
                        said.title(),
                        said.text(),
                        "en",
                        "email",
                        null,
                        null,
                        null,
                        null,
                        Map.of());
        return incoming(
                new Place("tickets-enriched", 0, offset),
                new Enriched(
                        null,
                        null,
                        ticket,
                        new Language("en", 1, LanguageSource.STATED),
                        classification(said.label(), 0.85),
                        sentiment(said.sentiment()),
                        entities(said.text()),
                        List.of(),
                        new Summary("In short: " + said.title(), Summary.EXTRACTIVE, List.of()),
                        provenance(),
                        new Processing(1, 40, false, false, 0.5, 2, 12.5, 20),
                        Map.of(),
                        generation));
    }

    /** An invoice of a vendor over an amount. */
    public static IncomingDocument invoice(long offset, String vendor, String total) {
        Invoice invoice =
                new Invoice(
                        origin("invoices", offset),
                        "inv-" + offset,
                        "Invoice " + offset,
                        "Paper and pens from " + vendor,
                        "en",
                        "invoice",
                        "N" + offset,
                        vendor,
                        null,
                        null,
                        null,
                        null,
                        total,
                        "EUR",
                        List.of(),
                        List.of(),
                        Map.of());
        return incoming(
                new Place("invoices-enriched", 0, offset),
                new Enriched(
                        invoice,
                        null,
                        null,
                        new Language("en", 1, LanguageSource.STATED),
                        classification("office-supplies", 0.7),
                        sentiment("neutral"),
                        List.of(),
                        List.of(),
                        new Summary("Paper", Summary.FIELDS, List.of()),
                        provenance(),
                        new Processing(1, 30, false, true, 0.5, 1, 8, 10),
                        Map.of(),
                        0));
    }

    /** A dead letter with these bytes. */
    public static IncomingReject reject(long offset, String reason, byte[] bytes) {
        return new IncomingReject(
                new Place("tickets-dlt", 0, offset),
                NOON.toEpochMilli() + offset,
                "ticket",
                new IncomingReject.Facts(
                        reason, "decode", "what happened", "tickets", 0, offset, false, "{}"),
                new IncomingReject.Original(null, bytes));
    }

    private static Origin origin(String topic, long offset) {
        return new Origin(
                topic, 0, offset, NOON.toEpochMilli() + offset * 1000, null, List.of(), null);
    }

    private static IncomingDocument incoming(Place place, Enriched enriched) {
        return new IncomingDocument(
                place,
                enriched.document().origin().timestamp() + 500,
                enriched,
                new String(CODEC.encode(enriched), StandardCharsets.UTF_8));
    }

    private static Classification classification(String label, double score) {
        return new Classification(label, score, List.of(new LabelScore(label, score)), List.of());
    }

    private static Sentiment sentiment(String label) {
        return new Sentiment(
                label, 0.9, List.of(new LabelScore(label, 0.9)), List.of(), List.of(), null);
    }

    private static List<Entity> entities(String text) {
        int start = text.indexOf("Porto");
        return start < 0
                ? List.of()
                : List.of(
                        new Entity(
                                "text",
                                null,
                                "location",
                                "porto",
                                "Porto",
                                0.95,
                                start,
                                start + 5));
    }

    private static List<Provenance> provenance() {
        return List.of(
                new Provenance(
                        "classification",
                        "ticket-queue",
                        "runnel-base",
                        "3",
                        "sha256:1",
                        "int8",
                        AnswerStatus.ANSWERED),
                new Provenance(
                        "sentiment",
                        "sentiment",
                        "runnel-base",
                        "3",
                        "sha256:1",
                        "int8",
                        AnswerStatus.ANSWERED));
    }
}
