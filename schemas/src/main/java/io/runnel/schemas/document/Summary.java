package io.runnel.schemas.document;

import java.util.List;

/**
 * What the document says, in short.
 *
 * @param method {@code extractive}: the sentences, joined; {@code fields}: one line made from the
 *     fields of an invoice
 * @param sentences the whole sentences that the model chose, in the order of the document
 */
public record Summary(String summaryText, String method, List<SummarySentence> sentences) {}
