package io.runnel.jobs.command.models.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LessonTest {
    private static final int WIDTH = 12;

    @Test
    void learnsLabelsThatFeaturesTellApart() {
        Lesson.Learned learned = learn(3, 40, 0.4);
        assertThat(accuracy(learned, 3, 40)).isGreaterThan(0.95);
        assertThat(learned.layer().labels()).isEqualTo(3);
    }

    @Test
    void learnsTwoLabels() {
        assertThat(accuracy(learn(2, 30, 0.4), 2, 30)).isGreaterThan(0.95);
    }

    @Test
    void learnsTheSameFromTheSame() {
        assertThat(learn(3, 20, 1).layer().byFeature())
                .isDeepEqualTo(learn(3, 20, 1).layer().byFeature());
    }

    @Test
    void judgesEachTextByALayerThatHasNotSeenIt() {
        double[][] noise = new double[60][WIDTH];
        Random random = new Random(2);
        int[] labels = new int[60];
        for (int row = 0; row < 60; row++) {
            noise[row] = random.doubles(WIDTH, -1, 1).toArray();
            labels[row] = row % 3;
        }
        Lesson.Learned learned = new Lesson(noise, labels, 3).learn();
        int right = 0;
        for (int row = 0; row < 60; row++) {
            right += Lesson.best(learned.logits()[row]) == labels[row] ? 1 : 0;
        }
        assertThat(right / 60.0).isLessThan(0.6);
    }

    @Test
    void findsTheTemperatureAtWhichProbabilitiesAreHonest() {
        double[][] logits = new double[1000][];
        int[] labels = new int[1000];
        for (int row = 0; row < 1000; row++) {
            logits[row] = new double[] {3 * Math.log(4), 0};
            labels[row] = row % 5 == 0 ? 1 : 0;
        }
        assertThat(Temperature.of(logits, labels)).isCloseTo(3, within(0.01));
    }

    private static Lesson.Learned learn(int labelCount, int each, double noise) {
        double[][] features = new double[labelCount * each][WIDTH];
        int[] labels = new int[features.length];
        Random random = new Random(1);
        for (int row = 0; row < features.length; row++) {
            labels[row] = row % labelCount;
            for (int i = 0; i < WIDTH; i++) {
                features[row][i] = noise * random.nextGaussian() + (i == labels[row] ? 2 : 0);
            }
        }
        return new Lesson(features, labels, labelCount).learn();
    }

    private static double accuracy(Lesson.Learned learned, int labelCount, int each) {
        int right = 0;
        for (int row = 0; row < labelCount * each; row++) {
            right += Lesson.best(learned.logits()[row]) == row % labelCount ? 1 : 0;
        }
        return (double) right / (labelCount * each);
    }
}
