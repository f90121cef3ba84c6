package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** A report for a person. */
public final class ReportText {
    private final PrintStream out;

    public ReportText(PrintStream out) {
        this.out = out;
    }

    /** The report with the keys that have a fixed place first, in their order. */
    public static ObjectNode ordered(ObjectNode report) {
        ObjectNode ordered = report.objectNode();
        Report.FIRST.stream().filter(report::has).forEach(key -> ordered.set(key, report.get(key)));
        return ordered.setAll(report);
    }

    public void print(ObjectNode report) {
        for (Map.Entry<String, JsonNode> measure : report.properties()) {
            if (measure.getValue().isNumber()) {
                printNumber(measure.getKey(), measure.getValue());
            } else if (measure.getValue().isTextual()) {
                line("%-24s %s", measure.getKey(), measure.getValue().asText());
            }
        }
        printCounts("", report.path(Report.PER_LABEL));
        printCounts("as values", report.path(Report.PER_VALUE));
        printBaselines(report);
        printScope(report.path(Report.OUT_OF_SCOPE));
        printReliability(report.path(Report.RELIABILITY));
        printConfusions(report.path(Report.CONFUSIONS));
    }

    private void printNumber(String key, JsonNode number) {
        String name = key.replace('_', ' ');
        if (number.isIntegralNumber()) {
            line("%-24s %,d", name, number.asLong());
        } else {
            line("%-24s %,.4f", name, number.asDouble());
        }
    }

    private void printCounts(String title, JsonNode labels) {
        if (labels.isEmpty()) {
            return;
        }
        out.println();
        line("%-36s %9s %9s %9s %9s", title, "precision", "recall", "F1", "support");
        labels.properties()
                .forEach(
                        label ->
                                line(
                                        "%-36s %9.4f %9.4f %9.4f %,9d",
                                        label.getKey(),
                                        label.getValue().path("precision").asDouble(),
                                        label.getValue().path("recall").asDouble(),
                                        label.getValue().path("f1").asDouble(),
                                        label.getValue().path("support").asLong()));
    }

    private void printBaselines(ObjectNode report) {
        if (!report.has(Report.BASELINES)) {
            return;
        }
        out.println();
        line("%-24s %9s %9s %9s", "summary by", "ROUGE-1", "ROUGE-2", "ROUGE-L");
        printRouge("this head", report);
        report.path(Report.BASELINES)
                .properties()
                .forEach(other -> printRouge(other.getKey(), other.getValue()));
    }

    private void printRouge(String name, JsonNode rouge) {
        line(
                "%-24s %9.4f %9.4f %9.4f",
                name,
                rouge.path(Report.ROUGE1).asDouble(),
                rouge.path(Report.ROUGE2).asDouble(),
                rouge.path(Report.ROUGE_L).asDouble());
    }

    private void printScope(JsonNode scope) {
        if (scope.isMissingNode()) {
            return;
        }
        out.println();
        out.println("Out of scope, told by 1 - the largest in-scope probability:");
        line(
                "  %,d rows out of scope, %,d in scope with an accuracy of %.4f, %.4f if none is"
                        + " refused",
                scope.path("rows").asLong(),
                scope.path("in_scope_rows").asLong(),
                scope.path("in_scope_accuracy").asDouble(),
                scope.path("in_scope_accuracy_forced").asDouble());
        line(
                "  in-scope rows refused where 95 %% of the others are found  %.4f",
                scope.path("fpr_at_95_tpr").asDouble());
        line(
                "  found by the label itself                                %.4f",
                scope.path("recall").asDouble());
        printOperation("keeping %.2f of the latter", scope, "keeping_share");
        printOperation("keeping an accuracy of %.2f", scope, "keeping_accuracy");
    }

    private void printOperation(String name, JsonNode scope, String key) {
        JsonNode operation = scope.path(key);
        line(
                "  found %-50s %.4f  (threshold %.6g)",
                String.format(Locale.ROOT, name, scope.path("kept").asDouble()),
                operation.path("recall").asDouble(),
                operation.path("threshold").asDouble());
    }

    private void printReliability(JsonNode bins) {
        if (bins.isEmpty()) {
            return;
        }
        out.println();
        line("%-24s %9s %11s %9s", "confidence (of 15 bins)", "answers", "confidence", "right");
        for (JsonNode bin : bins) {
            line(
                    "%.3f to %.3f %20s %11.4f %9.4f",
                    bin.path("from").asDouble(),
                    bin.path("to").asDouble(),
                    String.format(Locale.ROOT, "%,d", bin.path("answers").asLong()),
                    bin.path("confidence").asDouble(),
                    bin.path("accuracy").asDouble());
        }
    }

    private void printConfusions(JsonNode pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        out.println();
        out.println("Most frequent confusions:");
        for (JsonNode pair : pairs) {
            line(
                    "%,7d  %s, called %s",
                    pair.path("rows").asLong(),
                    pair.path("expected").asText(),
                    pair.path("found").asText());
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // every caller's format is a constant above
    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
