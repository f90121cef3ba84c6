package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import java.util.Map;
import java.util.TreeMap;

/** Accuracy, macro-F1 and expected calibration error of a head that gives labels. */
final class LabelScores implements Scores {
    private final Task<Labels> task;
    private final Map<String, Counts> labels = new TreeMap<>();
    private final Calibration calibration = new Calibration();
    private long rows;
    private long right;

    LabelScores(Task<Labels> task) {
        this.task = task;
    }

    @Override
    public Task<?> task() {
        return task;
    }

    @Override
    public boolean fits(LabelledRow row) {
        return !row.labels().isEmpty();
    }

    @Override
    public synchronized void add(LabelledRow row, InferenceResult result) {
        Label best = result.of(task).overall().get(0);
        boolean right = row.labels().contains(best.label());
        add(right ? best.label() : row.labels().get(0), best.label(), best.score());
    }

    synchronized void add(String expected, String found, double score) {
        boolean correct = expected.equals(found);
        rows++;
        right += correct ? 1 : 0;
        calibration.add(score, correct);
        of(expected).expected++;
        of(found).found++;
        if (correct) {
            of(found).right++;
        }
    }

    double accuracy() {
        return rows == 0 ? 0 : (double) right / rows;
    }

    /** The mean of the F1 of all labels that were expected or found. */
    double macroF1() {
        return labels.values().stream().mapToDouble(Counts::f1).average().orElse(0);
    }

    double calibrationError() {
        return calibration.expectedError();
    }

    @Override
    public synchronized void write(ObjectNode report) {
        report.put("accuracy", Rounded.of(accuracy()))
                .put("macro_f1", Rounded.of(macroF1()))
                .put("expected_calibration_error", Rounded.of(calibrationError()));
        ObjectNode each = report.putObject("labels");
        labels.forEach((label, counts) -> each.set(label, counts.json()));
    }

    private Counts of(String label) {
        return labels.computeIfAbsent(label, unused -> new Counts());
    }
}
