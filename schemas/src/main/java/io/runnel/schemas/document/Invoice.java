package io.runnel.schemas.document;

import java.util.List;
import java.util.Map;

/**
 * An invoice, receipt, purchase order or credit note.
 *
 * @param total as it was written, number or text
 * @param notes messages that somebody wrote on it
 * @param other unknown fields of the input, each as JSON text
 */
public record Invoice(
        Origin origin,
        String id,
        String title,
        String text,
        String language,
        String docType,
        String number,
        String vendor,
        String customer,
        String address,
        String date,
        String dueDate,
        String total,
        String currency,
        List<LineItem> lineItems,
        List<String> notes,
        Map<String, String> other)
        implements Document {
    @Override
    public DocumentType type() {
        return DocumentType.INVOICE;
    }
}
