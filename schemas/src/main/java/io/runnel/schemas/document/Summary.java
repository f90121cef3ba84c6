package io.runnel.schemas.document;

import java.util.List;

/**
 * What the document says, in short.
 *
 * @param summaryText {@code null} if the task was not answered
 * @param method {@code extractive}: the sentences, joined; {@code fields}: one line made from the
 *     fields of an invoice; {@code abstractive}: a model wrote it; {@code abstractive-shortened}:
 *     it did, and sentences that the document does not bear out are left out; {@code
 *     extractive-instead}: none was left, so sentences are quoted; {@code
 *     extractive-after-failure}: nothing could be written, so sentences are quoted; {@code none}:
 *     the task was not answered
 * @param sentences the whole sentences that the model chose, in the order of the document
 */
public record Summary(String summaryText, String method, List<SummarySentence> sentences) {
    /** The method of sentences, joined. */
    public static final String EXTRACTIVE = "extractive";

    /** The method of one line made from the fields of an invoice. */
    public static final String FIELDS = "fields";

    /** No method: the task was not answered. */
    public static final String NONE = "none";

    /** No summary: the model does not support the document's language. */
    public static Summary unanswered() {
        return new Summary(null, NONE, List.of());
    }
}
