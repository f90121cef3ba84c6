package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.models.measure.Calibration;
import io.runnel.jobs.command.models.measure.Counts;
import io.runnel.jobs.command.models.measure.Rounded;
import java.util.List;

/** The keys of a report; {@code docs/evaluation.md} says what they mean. */
public final class Report {
    static final String MODEL = "model";
    static final String HEAD = "head";
    static final String ROWS = "rows";
    static final String ACCURACY = "accuracy";
    static final String MACRO_F1 = "macro_f1";
    static final String AVERAGE_RECALL = "average_recall";
    static final String ENTITY_F1 = "entity_f1";
    static final String PER_LABEL = "per_label";
    static final String ROUGE1 = "rouge1";
    static final String ROUGE2 = "rouge2";
    static final String ROUGE_L = "rouge_l";
    static final String ECE = "ece";
    static final String AUROC = "auroc";
    static final String DOCUMENTS_PER_SECOND = "documents_per_second";
    static final String SECONDS = "seconds";
    static final String NOT_SCORED = "not_scored";
    static final String OUT_OF_SCOPE = "out_of_scope";
    static final String RELIABILITY = "reliability";
    static final String CONFUSIONS = "confusions";
    static final String ENTITY_PRECISION = "entity_precision";
    static final String ENTITY_RECALL = "entity_recall";
    static final String ENTITY_ECE = "entity_ece";
    static final String NOT_JUDGED = "not_judged";
    static final String VALUE_F1 = "value_f1";
    static final String PER_VALUE = "per_value";
    static final String SUMMARY_WORDS = "summary_words";
    static final String BASELINES = "baselines";

    /** The keys of issue 3, in its order; further ones stand behind them. */
    static final List<String> FIRST =
            List.of(
                    MODEL,
                    HEAD,
                    ROWS,
                    ACCURACY,
                    MACRO_F1,
                    AVERAGE_RECALL,
                    ENTITY_F1,
                    PER_LABEL,
                    ROUGE1,
                    ROUGE2,
                    ROUGE_L,
                    ECE,
                    AUROC,
                    DOCUMENTS_PER_SECOND);

    private Report() {}

    /** Writes nothing where neither side has a span. */
    static void writeSpans(ObjectNode report, Counts total) {
        if (!total.isEmpty()) {
            report.put(ENTITY_F1, Rounded.of(total.f1()))
                    .put(ENTITY_PRECISION, Rounded.of(total.precision()))
                    .put(ENTITY_RECALL, Rounded.of(total.recall()));
        }
    }

    static void writeBins(ArrayNode array, Calibration calibration) {
        for (Calibration.Bin bin : calibration.bins()) {
            array.addObject()
                    .put("from", Rounded.of(bin.from()))
                    .put("to", Rounded.of(bin.to()))
                    .put("answers", bin.answers())
                    .put("confidence", Rounded.of(bin.confidence()))
                    .put("accuracy", Rounded.of(bin.accuracy()));
        }
    }
}
