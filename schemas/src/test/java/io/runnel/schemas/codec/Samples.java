package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.List;
import java.util.Map;

/**
 * Documents and records for tests, with every field filled and characters that break naive code.
 */
final class Samples {
    private Samples() {}

    static Origin origin(byte[] payload) {
        return new Origin("tickets", 3, 88_231, 1_767_225_600_000L, null, List.of(), payload);
    }

    static Origin origin(String payload) {
        return origin(payload.getBytes(UTF_8));
    }

    /** The origin as an enriched record keeps it. */
    static Origin place() {
        return origin((byte[]) null);
    }

    static <D extends Document> D read(DocumentCodec<D> codec, String payload) {
        return read(codec, payload.getBytes(UTF_8));
    }

    static <D extends Document> D read(DocumentCodec<D> codec, byte[] payload) {
        Decoded<D> decoded = codec.decode(origin(payload));
        if (decoded instanceof Decoded.Read<D> read) {
            return read.document();
        }
        throw new AssertionError(((Decoded.Refused<D>) decoded).reject().message());
    }

    static Reject refused(DocumentCodec<?> codec, byte[] payload) {
        return ((Decoded.Refused<?>) codec.decode(origin(payload))).reject();
    }

    static Reject refused(DocumentCodec<?> codec, String payload) {
        return refused(codec, payload.getBytes(UTF_8));
    }

    static Ticket ticket(Origin origin) {
        return new Ticket(
                origin,
                "t-1",
                "Card 💳 declined",
                "I paid £12 – e\u0301clair, ﬁne.\nThanks",
                "en",
                "chat",
                "C. Ustomer",
                "2026-01-31T10:00:00Z",
                "3",
                "open",
                Map.of(
                        "urgency",
                        "3",
                        "tags",
                        "[\"a\",{\"b\":null}]",
                        "note",
                        "\"£ 💳\"",
                        "other",
                        "{}"));
    }

    static Transcript transcript(Origin origin) {
        return new Transcript(
                origin,
                "c-1",
                "Call",
                "en",
                "call",
                "2026-01-31",
                List.of(
                        new Turn("Agent", "Hello 👋", "0.5", Map.of()),
                        new Turn(null, "", null, Map.of("mood", "1.50")),
                        new Turn("Customer", "Bye", null, Map.of())),
                Map.of("words", "2"));
    }

    static Invoice invoice(Origin origin) {
        return new Invoice(
                origin,
                "i-1",
                "Invoice",
                "Total £12",
                "en",
                "invoice",
                "2026/17",
                "Acme",
                "Bolt",
                "1 Road",
                "2026-01-01",
                "2026-01-31",
                "1234.50",
                "EUR",
                List.of(
                        new LineItem(
                                "1",
                                "Paper",
                                "10",
                                "box",
                                "1.50",
                                "15.00",
                                Map.of("sku", "\"p-1\"")),
                        new LineItem(null, null, null, null, null, null, Map.of())),
                List.of("please pay", ""),
                Map.of("source", "\"erp\""));
    }

    static Enriched enrichedTicket() {
        return new Enriched(
                null,
                null,
                ticket(place()),
                new Language("en", 1, LanguageSource.STATED),
                new Classification("card", 0.75, scores("card", 0.75, "loan", 0.25), List.of()),
                new Sentiment(
                        "negative",
                        0.5,
                        scores("negative", 0.5, "neutral", 0.5),
                        List.of(),
                        List.of(),
                        null),
                List.of(),
                List.of(),
                new Summary("Thanks", "extractive", List.of()),
                provenance(),
                new Processing(1, 12, true, true, 0.125, 1, 2.5, 4),
                Map.of(),
                0);
    }

    static Enriched enrichedTranscript() {
        return new Enriched(
                null,
                transcript(place()),
                null,
                null,
                new Classification("banks", 1, scores("banks", 1, "music", 0), List.of()),
                new Sentiment(
                        "neutral",
                        0.5,
                        scores("neutral", 0.5, "positive", 0.5),
                        List.of(new FieldLabel("turns[0].text", "Agent", "positive", 0.9)),
                        List.of(new SpeakerSentiment("Agent", "positive", 0.9)),
                        new SentimentMovement(0.5, -0.25, -0.75)),
                List.of(
                        new Entity(
                                "turns[0].text",
                                "Agent",
                                "other",
                                "hello",
                                "Hello",
                                0.987654,
                                0,
                                5)),
                List.of(),
                new Summary(
                        "Agent: Hello 👋",
                        "extractive",
                        List.of(
                                new SummarySentence(
                                        "turns[0].text", "Agent", "Hello 👋", 0.25, 0, 8))),
                provenance(),
                new Processing(2, 40, false, false, 0, 0, 0, 0.001),
                Map.of("email", 2, "person", 1),
                2);
    }

    static Enriched enrichedInvoice() {
        return new Enriched(
                invoice(place()),
                null,
                null,
                new Language("und", 0.54, LanguageSource.DETECTED),
                new Classification(
                        "office",
                        0.5,
                        scores("office", 0.5, "travel", 0.5),
                        List.of(new FieldLabel("line_items[0].description", null, "office", 0.5))),
                new Sentiment(
                        "neutral",
                        1,
                        scores("neutral", 1, "positive", 0),
                        List.of(),
                        List.of(),
                        null),
                List.of(new Entity("text", null, "money", "£ 12", "£12", 0.5, 6, 9)),
                List.of(new Entity("text", null, "total", "£ 12", "£12", 0.75, 6, 9)),
                new Summary(
                        "Acme bills Bolt EUR 1,234.50 for Paper, due 2026-01-31.",
                        "fields",
                        List.of()),
                provenance(),
                new Processing(1, 9, false, false, 0.25, 0.5, 0.75, 1.5),
                Map.of(),
                0);
    }

    /** A ticket in a language that no head supports. */
    static Enriched unansweredTicket() {
        return new Enriched(
                null,
                null,
                ticket(place()),
                new Language("de", 0.91, LanguageSource.DETECTED),
                Classification.unanswered(),
                Sentiment.unanswered(),
                List.of(),
                List.of(),
                Summary.unanswered(),
                List.of(
                        new Provenance(
                                "sentiment",
                                "sentiment",
                                "runnel-base",
                                "1",
                                null,
                                "int8",
                                AnswerStatus.UNSUPPORTED_LANGUAGE)),
                new Processing(0, 0, false, false, 0, 0, 0, 0),
                Map.of(),
                0);
    }

    private static List<LabelScore> scores(String first, double p, String second, double q) {
        return List.of(new LabelScore(first, p), new LabelScore(second, q));
    }

    private static List<Provenance> provenance() {
        return List.of(
                new Provenance(
                        "sentiment",
                        "sentiment",
                        "runnel-base",
                        "1",
                        "sha256:ab",
                        "int8",
                        AnswerStatus.ANSWERED));
    }
}
