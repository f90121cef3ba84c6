package io.runnel.schemas.document;

import java.util.List;

/**
 * What the document is about.
 *
 * @param label the most probable label, the first of {@code scores}
 * @param scores every label, most probable first
 * @param items the label of each line item of an invoice; empty for other documents
 */
public record Classification(
        String label, double score, List<LabelScore> scores, List<FieldLabel> items) {}
