package io.runnel.jobs.command.models.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import io.runnel.jobs.command.models.measure.Calibration;
import io.runnel.jobs.command.models.measure.Confusion;
import io.runnel.jobs.command.models.measure.LabelMeasures;
import io.runnel.jobs.command.models.measure.OutOfScope;
import io.runnel.jobs.command.models.measure.OutOfScope.Scope;
import io.runnel.jobs.command.models.measure.Rounded;
import io.runnel.jobs.command.models.rows.Gold;
import io.runnel.jobs.command.models.rows.LabelledRow;
import java.util.List;

/** The measures of a head that gives labels. */
public final class LabelScores implements Scores<Gold.Labels> {
    /** What a text is called of which the model reads no token. */
    private static final String NO_ANSWER = "(no answer)";

    private final Task<Labels> task;
    private final double inScopeKept;
    private final int confusions;
    private final LabelMeasures measures = new LabelMeasures();
    private final Calibration calibration = new Calibration();
    private final OutOfScope scope = new OutOfScope();
    private long rightInScope;
    private long foundOutside;

    /**
     * @param inScopeKept the in-scope accuracy that the out-of-scope threshold keeps
     * @param confusions how many pairs of labels are reported at most
     */
    public LabelScores(Task<Labels> task, double inScopeKept, int confusions) {
        this.task = task;
        this.inScopeKept = inScopeKept;
        this.confusions = confusions;
    }

    @Override
    public Task<?> task() {
        return task;
    }

    @Override
    public void add(LabelledRow<Gold.Labels> row, InferenceResult result) {
        add(row.gold().names(), result.of(task).overall());
    }

    /** Counts the labels of one row, most probable first. */
    void add(List<String> expected, List<Label> found) {
        Label best = found.isEmpty() ? new Label(NO_ANSWER, 0) : found.get(0);
        boolean right = measures.add(expected, best.label());
        calibration.add(best.score(), right);
        boolean hasScope = found.stream().anyMatch(label -> label.label().equals(OutOfScope.LABEL));
        if (hasScope) {
            Label inScope =
                    found.stream()
                            .filter(label -> !label.label().equals(OutOfScope.LABEL))
                            .findFirst()
                            .orElse(best);
            Scope own = expected.contains(OutOfScope.LABEL) ? Scope.OUT : Scope.IN;
            scope.add(1 - inScope.score(), own, expected.contains(inScope.label()));
            rightInScope += right && own == Scope.IN ? 1 : 0;
            foundOutside += own == Scope.OUT && best.label().equals(OutOfScope.LABEL) ? 1 : 0;
        }
    }

    @Override
    public void write(ObjectNode report) {
        report.put(Report.ACCURACY, Rounded.of(measures.accuracy()))
                .put(Report.MACRO_F1, Rounded.of(measures.macroF1()))
                .put(Report.AVERAGE_RECALL, Rounded.of(measures.averageRecall()));
        ObjectNode each = report.putObject(Report.PER_LABEL);
        measures.perLabel().forEach((label, counts) -> each.set(label, counts.json()));
        report.put(Report.ECE, Rounded.of(calibration.expectedError()));
        if (scope.isMeasurable()) {
            report.put(Report.AUROC, Rounded.of(scope.auroc()));
            writeScope(report.putObject(Report.OUT_OF_SCOPE));
        }
        Report.writeBins(report.putArray(Report.RELIABILITY), calibration);
        ArrayNode pairs = report.putArray(Report.CONFUSIONS);
        for (Confusion pair : measures.worst(confusions)) {
            pairs.addObject()
                    .put("expected", pair.expected())
                    .put("found", pair.found())
                    .put("rows", pair.rows());
        }
    }

    private void writeScope(ObjectNode report) {
        double forced = scope.inScopeAccuracy();
        report.put("rows", scope.rows(Scope.OUT))
                .put("in_scope_rows", scope.rows(Scope.IN))
                .put("recall", Rounded.of((double) foundOutside / scope.rows(Scope.OUT)))
                .put("in_scope_accuracy", Rounded.of((double) rightInScope / scope.rows(Scope.IN)))
                .put("in_scope_accuracy_forced", Rounded.of(forced))
                .put("fpr_at_95_tpr", Rounded.of(scope.falsePositivesAt95()))
                .put("kept", inScopeKept);
        writeOperation(report.putObject("keeping_share"), scope.keeping(inScopeKept * forced));
        writeOperation(report.putObject("keeping_accuracy"), scope.keeping(inScopeKept));
    }

    /** The threshold as it is: rounded, it would refuse other rows than the measures beside it. */
    private static void writeOperation(ObjectNode report, OutOfScope.Operation operation) {
        report.put("threshold", operation.threshold())
                .put("in_scope_accuracy", Rounded.of(operation.inScopeAccuracy()))
                .put("recall", Rounded.of(operation.recall()));
    }
}
