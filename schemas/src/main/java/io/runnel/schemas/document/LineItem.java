package io.runnel.schemas.document;

/**
 * One line of an invoice. Numbers are kept as they were written; every part may be {@code null}.
 */
public record LineItem(
        String line,
        String description,
        String quantity,
        String uom,
        String unitPrice,
        String amount) {}
