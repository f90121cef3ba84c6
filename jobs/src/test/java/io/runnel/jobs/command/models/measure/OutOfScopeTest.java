package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.runnel.jobs.command.models.measure.OutOfScope.Operation;
import io.runnel.jobs.command.models.measure.OutOfScope.Scope;
import org.junit.jupiter.api.Test;

class OutOfScopeTest {
    private final OutOfScope scope = new OutOfScope();

    /** The numbers are those of scikit-learn 1.9.1: {@code roc_auc_score}, {@code roc_curve}. */
    @Test
    void agreesWithScikitLearn() {
        fill();
        assertThat(scope.auroc()).isCloseTo(0.8333333333333333, within(1e-9));
        assertThat(scope.falsePositivesAt95()).isCloseTo(4 / 6.0, within(1e-9));
    }

    @Test
    void takesTheLowestThresholdThatKeepsTheAccuracy() {
        fill();
        assertThat(scope.inScopeAccuracy()).isCloseTo(5 / 6.0, within(1e-9));
        Operation all = scope.keeping(5 / 6.0);
        assertThat(all.inScopeAccuracy()).isCloseTo(5 / 6.0, within(1e-9));
        assertThat(all.threshold()).isEqualTo(.5);
        assertThat(all.recall()).isEqualTo(.75);
        Operation half = scope.keeping(.5);
        assertThat(half.threshold()).isEqualTo(.35);
        assertThat(half.inScopeAccuracy()).isCloseTo(4 / 6.0, within(1e-9));
        assertThat(half.recall()).isEqualTo(.75);
    }

    @Test
    void callsNothingOutOfScopeWhereTheAccuracyIsOutOfReach() {
        fill();
        Operation never = scope.keeping(.99);
        assertThat(never.threshold()).isEqualTo(2);
        assertThat(never.recall()).isZero();
    }

    @Test
    void needsRowsOfBothKinds() {
        scope.add(.1, Scope.IN, true);
        assertThat(scope.isMeasurable()).isFalse();
        scope.add(.1, Scope.OUT, false);
        assertThat(scope.isMeasurable()).isTrue();
        assertThat(scope.auroc()).isEqualTo(.5);
    }

    private void fill() {
        double[] in = {.05, .1, .2, .2, .35, .7};
        for (double score : in) {
            scope.add(score, Scope.IN, score < .7);
        }
        double[] out = {.2, .5, .8, .9};
        for (double score : out) {
            scope.add(score, Scope.OUT, false);
        }
    }
}
