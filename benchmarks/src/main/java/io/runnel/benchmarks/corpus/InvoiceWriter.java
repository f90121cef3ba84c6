package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * New invoices from those of the demo: each begins as one of them, with its text and notes cut
 * where they are too long, and has line items, of others too, until it is long enough.
 */
final class InvoiceWriter {
    private final List<Invoice> demo = DemoDocuments.of(DocumentType.INVOICE, Invoice.class);
    private final List<LineItem> items = new ArrayList<>();

    InvoiceWriter() {
        for (Invoice invoice : demo) {
            for (LineItem item : invoice.lineItems()) {
                if (Words.count(item.description()) > 0) {
                    items.add(item);
                }
            }
        }
    }

    Invoice write(int number, Random random) {
        int left = LengthLaw.INVOICE.words(random);
        Invoice first = demo.get(random.nextInt(demo.size()));
        left -= Words.count(first.title());
        String text = first.text() == null ? null : Words.first(first.text(), Math.max(8, left));
        left -= Words.count(text);
        List<String> notes = new ArrayList<>();
        for (String note : first.notes()) {
            if (left > 0) {
                notes.add(Words.otherNumbers(note, random));
                left -= Words.count(note);
            }
        }
        return new Invoice(
                null,
                "invoice-" + number,
                first.title(),
                Words.otherNumbers(text, random),
                null,
                first.docType(),
                Words.otherNumbers(first.number(), random),
                first.vendor(),
                first.customer(),
                first.address(),
                first.date(),
                first.dueDate(),
                first.total(),
                first.currency(),
                lines(first, left, random),
                notes,
                Map.of());
    }

    private List<LineItem> lines(Invoice first, int words, Random random) {
        List<LineItem> lines = new ArrayList<>();
        int left = words;
        for (int i = 0; left > 0; i++) {
            LineItem item =
                    i < first.lineItems().size()
                            ? first.lineItems().get(i)
                            : items.get(random.nextInt(items.size()));
            lines.add(
                    new LineItem(
                            Integer.toString(lines.size() + 1),
                            Words.otherNumbers(item.description(), random),
                            item.quantity(),
                            item.uom(),
                            item.unitPrice(),
                            item.amount(),
                            Map.of()));
            // One without a description still ends some day.
            left -= Math.max(1, Words.count(item.description()));
        }
        return lines;
    }
}
