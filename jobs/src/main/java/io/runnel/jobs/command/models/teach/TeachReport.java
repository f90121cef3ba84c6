package io.runnel.jobs.command.models.teach;

import io.runnel.jobs.command.models.measure.LabelMeasures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well labels were learned, each text judged by a layer that has not seen it.
 *
 * @param surest the mistakes that were made with the highest probability, worst first
 */
public record TeachReport(LabelMeasures measures, List<Mistake> surest) {
    /** A text that was given another label. */
    public record Mistake(TaughtText text, String found, double probability) {}

    /** Judges what was learned; keeps so many mistakes. */
    public static TeachReport of(
            List<TaughtText> texts, List<String> labels, Lesson.Learned learned, int mistakes) {
        LabelMeasures measures = new LabelMeasures();
        List<Mistake> wrong = new ArrayList<>();
        for (int row = 0; row < texts.size(); row++) {
            double[] logits = learned.logits()[row];
            int best = Lesson.best(logits);
            TaughtText text = texts.get(row);
            if (!measures.add(List.of(text.label()), labels.get(best))) {
                wrong.add(
                        new Mistake(
                                text,
                                labels.get(best),
                                probability(logits, best, learned.temperature())));
            }
        }
        wrong.sort(Comparator.comparingDouble(Mistake::probability).reversed());
        return new TeachReport(
                measures, List.copyOf(wrong.subList(0, Math.min(mistakes, wrong.size()))));
    }

    private static double probability(double[] logits, int label, double temperature) {
        double all = 0;
        for (double logit : logits) {
            all += Math.exp((logit - logits[label]) / temperature);
        }
        return 1 / all;
    }
}
