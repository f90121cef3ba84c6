package io.runnel.jobs.command.models.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final Calibration calibration = new Calibration();

    @Test
    void findsSureAndRightAnswersCalibrated() {
        calibration.add(1, true);
        calibration.add(0, false);
        assertThat(calibration.expectedError()).isZero();
        calibration.add(1, false);
        assertThat(calibration.expectedError()).isCloseTo(1 / 3.0, within(1e-12));
    }

    /** The number was computed with NumPy from the definition. */
    @Test
    void weighsTheBinsByTheirAnswers() {
        double[] scores = {.33, .34, .5, .58, .61, .71, .83, .92, .97, 1};
        boolean[] right = {false, true, true, false, true, true, false, true, true, true};
        for (int i = 0; i < scores.length; i++) {
            calibration.add(scores[i], right[i]);
        }
        assertThat(calibration.expectedError()).isCloseTo(0.369, within(1e-9));
        assertThat(calibration.bins()).hasSize(9);
        Calibration.Bin last = calibration.bins().get(8);
        assertThat(last.answers()).isEqualTo(2);
        assertThat(last.confidence()).isCloseTo(.985, within(1e-9));
        assertThat(last.accuracy()).isEqualTo(1);
    }

    @Test
    void hasNoBinsWithoutAnswers() {
        assertThat(calibration.bins()).isEmpty();
        assertThat(calibration.expectedError()).isZero();
    }
}
