package io.runnel.schemas.document;

import java.util.Map;

/**
 * A support ticket, e-mail or chat message of a customer.
 *
 * @param other unknown fields of the input, each as JSON text
 */
public record Ticket(
        Origin origin,
        String id,
        String title,
        String text,
        String language,
        String channel,
        String customer,
        String created,
        String priority,
        String status,
        Map<String, String> other)
        implements Document {
    @Override
    public DocumentType type() {
        return DocumentType.TICKET;
    }
}
