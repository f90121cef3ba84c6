package io.runnel.schemas.document;

import java.util.List;

/**
 * What the document is about.
 *
 * @param label the most probable label, the first of {@code scores}; {@code null}, with score 0, if
 *     the task was not answered
 * @param scores every label, most probable first
 * @param items the label of each line item of an invoice; empty for other documents
 */
public record Classification(
        String label, double score, List<LabelScore> scores, List<FieldLabel> items) {
    /** No label: the model does not support the document's language. */
    public static Classification unanswered() {
        return new Classification(null, 0, List.of(), List.of());
    }
}
