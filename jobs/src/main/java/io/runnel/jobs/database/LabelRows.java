package io.runnel.jobs.database;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.SpeakerSentiment;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of a document and of its parts. Of the whole document those stand here that may be
 * meant: the most probable one, and every other with a tenth of the probability or more.
 */
final class LabelRows {
    private static final double LEAST_SCORE = 0.1;
    private static final Pattern ITEM = Pattern.compile("line_items\\[(\\d{1,9})\\].*");

    private final ArrayNode rows;

    private LabelRows(ArrayNode rows) {
        this.rows = rows;
    }

    static void write(ArrayNode rows, Enriched enriched) {
        LabelRows labels = new LabelRows(rows);
        labels.addScores("classification", enriched.classification().scores());
        labels.addItems(enriched);
        labels.addScores("sentiment", enriched.sentiment().scores());
        for (FieldLabel turn : enriched.sentiment().turns()) {
            labels.add("sentiment", "turn", turn.label(), turn.score())
                    .put("field", DatabaseText.clean(turn.field()))
                    .put("speaker", DatabaseText.clean(turn.speaker()));
        }
        for (SpeakerSentiment speaker : enriched.sentiment().speakers()) {
            labels.add("sentiment", "speaker", speaker.label(), speaker.score())
                    .put("speaker", DatabaseText.clean(speaker.speaker()));
        }
    }

    private void addScores(String task, List<LabelScore> scores) {
        for (int i = 0; i < scores.size(); i++) {
            LabelScore score = scores.get(i);
            if (i == 0 || score.score() >= LEAST_SCORE) {
                add(task, "document", score.label(), score.score());
            }
        }
    }

    private void addItems(Enriched enriched) {
        for (FieldLabel item : enriched.classification().items()) {
            add("classification", "item", item.label(), item.score())
                    .put("field", DatabaseText.clean(item.field()))
                    .put("amount", amount(enriched.invoice(), item.field()));
        }
    }

    private ObjectNode add(String task, String part, String label, double score) {
        return rows.addObject()
                .put("task", task)
                .put("part", part)
                .put("label", DatabaseText.grouped(label))
                .put("score", score);
    }

    /** What the line costs that this field is of. */
    private static BigDecimal amount(Invoice invoice, String field) {
        Matcher item = ITEM.matcher(field);
        if (invoice == null || !item.matches()) {
            return null;
        }
        List<LineItem> items = invoice.lineItems();
        int index = Integer.parseInt(item.group(1));
        return index < items.size() ? DocumentRow.amount(items.get(index).amount()) : null;
    }
}
