package io.runnel.schemas.document;

import java.util.Map;

/**
 * One line of an invoice. Numbers are kept as they were written; every part may be {@code null}.
 *
 * @param other unknown fields of the line, each as JSON text
 */
public record LineItem(
        String line,
        String description,
        String quantity,
        String uom,
        String unitPrice,
        String amount,
        Map<String, String> other) {}
