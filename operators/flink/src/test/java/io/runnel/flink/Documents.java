package io.runnel.flink;

import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.List;
import java.util.Map;

/** Words for documents in tests. */
final class Documents {
    private Documents() {}

    static Origin origin(String id) {
        return new Origin(
                "in",
                1,
                7,
                1_000,
                new byte[] {1},
                List.of(new Header("trace", null)),
                id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Ticket ticket(String id, String text) {
        return ticket(id, null, text);
    }

    static Ticket ticket(String id, String title, String text) {
        return new Ticket(
                origin(id),
                id,
                title,
                text,
                "en",
                "chat",
                null,
                null,
                null,
                null,
                Map.of("urgency", "3"));
    }

    /** A ticket in this language, as its producer says; {@code null} if it says nothing. */
    static Ticket ticketIn(String language, String id, String text) {
        return new Ticket(
                origin(id), id, null, text, language, null, null, null, null, null, Map.of());
    }

    static Transcript transcript(String title, Turn... turns) {
        return new Transcript(
                origin("c-1"), "c-1", title, "en", "call", null, List.of(turns), Map.of());
    }

    static Turn turn(String speaker, String text) {
        return new Turn(speaker, text, null, Map.of());
    }

    static LineItem line(String description, String amount) {
        return new LineItem(null, description, null, null, null, amount, Map.of());
    }

    static Invoice invoice(String text, List<LineItem> lines, List<String> notes) {
        return new Invoice(
                origin("i-1"),
                "i-1",
                "Invoice 17",
                text,
                "en",
                "invoice",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                lines,
                notes,
                Map.of());
    }

    /** An invoice whose fields matter, not its texts. */
    static Invoice bill(
            String docType, String vendor, String customer, String total, String currency) {
        return new Invoice(
                origin("i-1"),
                "i-1",
                "Invoice 17",
                null,
                "en",
                docType,
                null,
                vendor,
                customer,
                null,
                null,
                null,
                total,
                currency,
                List.of(),
                List.of(),
                Map.of());
    }

    static Invoice due(Invoice invoice, String date) {
        return withLines(invoice, date, invoice.lineItems());
    }

    static Invoice lines(Invoice invoice, String... descriptions) {
        return withLines(
                invoice,
                invoice.dueDate(),
                List.of(descriptions).stream()
                        .map(description -> line(description, null))
                        .toList());
    }

    private static Invoice withLines(Invoice invoice, String due, List<LineItem> lines) {
        return new Invoice(
                invoice.origin(),
                invoice.id(),
                invoice.title(),
                invoice.text(),
                invoice.language(),
                invoice.docType(),
                invoice.number(),
                invoice.vendor(),
                invoice.customer(),
                invoice.address(),
                invoice.date(),
                due,
                invoice.total(),
                invoice.currency(),
                lines,
                invoice.notes(),
                invoice.other());
    }
}
