package io.runnel.flink;

import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.LineItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The classification of a document from the labels of its passages. */
final class LabelAssembly {
    private LabelAssembly() {}

    static Classification classification(
            Document document, DocumentPassages passages, Labels labels) {
        List<LabelScore> scores = scores(labels);
        List<FieldLabel> items = new ArrayList<>();
        if (document instanceof Invoice invoice) {
            List<Labels.OfPassage> lines =
                    labels.passages().stream()
                            .filter(part -> passages.lines().get(part.index()) >= 0)
                            .toList();
            lines.forEach(line -> items.add(fieldLabel(passages, line)));
            Probabilities byAmount = byAmount(invoice, passages, lines);
            scores = byAmount.isEmpty() ? scores : byAmount.scores();
        }
        return new Classification(
                scores.get(0).label(), scores.get(0).score(), scores, List.copyOf(items));
    }

    /**
     * The mean of the lines' probabilities, weighted by amount. A line without a readable amount
     * weighs as much as the mean of the others; where no amount is above zero, all lines weigh the
     * same.
     */
    private static Probabilities byAmount(
            Invoice invoice, DocumentPassages passages, List<Labels.OfPassage> lines) {
        List<Optional<BigDecimal>> amounts =
                lines.stream()
                        .map(
                                line ->
                                        amount(
                                                invoice.lineItems()
                                                        .get(passages.lines().get(line.index()))))
                        .toList();
        double mean =
                amounts.stream()
                        .flatMap(Optional::stream)
                        .mapToDouble(BigDecimal::doubleValue)
                        .average()
                        .orElse(0);
        Probabilities probabilities = new Probabilities();
        for (int i = 0; i < lines.size(); i++) {
            double weight =
                    mean == 0 ? 1 : amounts.get(i).map(BigDecimal::doubleValue).orElse(mean);
            probabilities.add(lines.get(i).labels(), weight);
        }
        return probabilities;
    }

    private static Optional<BigDecimal> amount(LineItem item) {
        Optional<BigDecimal> amount = Amounts.size(item.amount());
        if (amount.isPresent()) {
            return amount;
        }
        return Amounts.size(item.quantity())
                .flatMap(quantity -> Amounts.size(item.unitPrice()).map(quantity::multiply));
    }

    /** Every label of all passages together, most probable first. */
    static List<LabelScore> scores(Labels labels) {
        if (labels.overall().isEmpty()) {
            throw new IllegalStateException(
                    "The model gave no label: no passage has a token that it knows.");
        }
        return labels.overall().stream()
                .map(label -> new LabelScore(label.label(), label.score()))
                .toList();
    }

    /** The most probable label of one passage. */
    static FieldLabel fieldLabel(DocumentPassages passages, Labels.OfPassage part) {
        Label best = part.labels().get(0);
        return new FieldLabel(
                passages.passages().get(part.index()).field(),
                passages.speakers().get(part.index()),
                best.label(),
                best.score());
    }
}
