package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentShape.putOther;
import static io.runnel.schemas.codec.DocumentShape.putText;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Text;
import java.util.ArrayList;
import java.util.List;

/** The fields of an invoice and of its lines. */
enum InvoiceShape implements DocumentShape<Invoice> {
    SHAPE;

    @Override
    public DocumentType type() {
        return DocumentType.INVOICE;
    }

    @Override
    public String textFields() {
        return "'title', 'text', 'notes' or the 'description' of one of the 'line_items'";
    }

    @Override
    public Invoice read(FieldReader fields, Origin origin) throws Refusal {
        return new Invoice(
                origin,
                fields.id(),
                fields.text("title"),
                fields.text("text"),
                fields.text("language"),
                fields.text("doc_type"),
                fields.textOrNumber("number"),
                fields.text("vendor"),
                fields.text("customer"),
                fields.text("address"),
                fields.textOrNumber("date"),
                fields.textOrNumber("due_date"),
                fields.textOrNumber("total"),
                fields.text("currency"),
                lineItems(fields),
                fields.texts("notes"),
                fields.other());
    }

    private static List<LineItem> lineItems(FieldReader fields) throws Refusal {
        List<LineItem> items = new ArrayList<>();
        for (FieldReader item : fields.objects("line_items")) {
            items.add(
                    new LineItem(
                            item.textOrNumber("line"),
                            item.text("description"),
                            item.textOrNumber("quantity"),
                            item.text("uom"),
                            item.textOrNumber("unit_price"),
                            item.textOrNumber("amount"),
                            item.other()));
        }
        return List.copyOf(items);
    }

    @Override
    public ObjectNode write(Invoice invoice) {
        ObjectNode tree = JsonText.object();
        putText(tree, "id", invoice.id());
        putText(tree, "title", invoice.title());
        putText(tree, "text", invoice.text());
        putText(tree, "language", invoice.language());
        putText(tree, "doc_type", invoice.docType());
        putText(tree, "number", invoice.number());
        putText(tree, "vendor", invoice.vendor());
        putText(tree, "customer", invoice.customer());
        putText(tree, "address", invoice.address());
        putText(tree, "date", invoice.date());
        putText(tree, "due_date", invoice.dueDate());
        putText(tree, "total", invoice.total());
        putText(tree, "currency", invoice.currency());
        if (!invoice.lineItems().isEmpty()) {
            writeLineItems(invoice.lineItems(), tree.putArray("line_items"));
        }
        if (!invoice.notes().isEmpty()) {
            ArrayNode notes = tree.putArray("notes");
            invoice.notes().forEach(notes::add);
        }
        putOther(tree, invoice.other());
        return tree;
    }

    private static void writeLineItems(List<LineItem> items, ArrayNode nodes) {
        for (LineItem item : items) {
            ObjectNode node = nodes.addObject();
            putText(node, "line", item.line());
            putText(node, "description", item.description());
            putText(node, "quantity", item.quantity());
            putText(node, "uom", item.uom());
            putText(node, "unit_price", item.unitPrice());
            putText(node, "amount", item.amount());
            putOther(node, item.other());
        }
    }

    @Override
    public boolean saysSomething(Invoice invoice) {
        return Text.saysSomething(invoice.title())
                || Text.saysSomething(invoice.text())
                || invoice.notes().stream().anyMatch(Text::saysSomething)
                || invoice.lineItems().stream()
                        .anyMatch(item -> Text.saysSomething(item.description()));
    }
}
