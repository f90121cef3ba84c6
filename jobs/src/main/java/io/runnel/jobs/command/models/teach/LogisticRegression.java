package io.runnel.jobs.command.models.teach;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns a linear layer by regularised logistic regression, one label against all others, each with
 * its own weight for being rare, by dual coordinate descent (Yu, Huang and Lin 2011,
 * doi:10.1007/s10994-010-5221-8), which is done in a few passes where Newton's method, for rare
 * labels, takes dozens. The same texts in the same order give the same layer.
 */
final class LogisticRegression {
    private static final double PRECISION = 0.3;
    private static final long SEED = 17;

    private final double strength;

    /**
     * @param strength how much errors count against the size of weights
     */
    LogisticRegression(double strength) {
        this.strength = strength;
    }

    /** Learns from these rows of a table. */
    Linear learn(double[][] features, int[] labels, List<Integer> rows, int labelCount) {
        de.bwaldvogel.liblinear.Linear.disableDebugOutput();
        Scaling scaling = Scaling.of(features, rows);
        Feature[][] scaled = new Feature[rows.size()][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = nodes(scaling.scaled(features[rows.get(i)]));
        }
        double[][] weights = new double[labelCount][];
        double[] bias = new double[labelCount];
        IntStream.range(0, labelCount)
                .parallel()
                .forEach(
                        label -> {
                            double[] one = against(scaled, labels, rows, label);
                            weights[label] = scaling.weights(one);
                            bias[label] = scaling.bias(one);
                        });
        return new Linear(weights, bias);
    }

    /** The weights of one label against all others, the constant's last. */
    private double[] against(Feature[][] scaled, int[] labels, List<Integer> rows, int label) {
        Problem problem = new Problem();
        problem.l = scaled.length;
        problem.n = scaled[0].length;
        problem.x = scaled;
        problem.y = rows.stream().mapToDouble(row -> labels[row] == label ? 1 : -1).toArray();
        problem.bias = -1;
        long own = Arrays.stream(problem.y).filter(y -> y > 0).count();
        long others = scaled.length - own;
        Parameter parameter = new Parameter(SolverType.L2R_LR_DUAL, strength, PRECISION);
        // Half of what balances them: rare labels are found, and common ones not drowned.
        parameter.setWeights(
                new double[] {Math.sqrt((double) others / Math.max(1, own)), 1}, new int[] {1, -1});
        parameter.setRandom(new Random(SEED));
        Model model = de.bwaldvogel.liblinear.Linear.train(problem, parameter);
        double[] weights = Arrays.copyOf(model.getFeatureWeights(), problem.n);
        // The library's weights are those of the label that it met first.
        if (model.getLabels()[0] < 0) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = -weights[i];
            }
        }
        return weights;
    }

    private static Feature[] nodes(double[] features) {
        Feature[] nodes = new Feature[features.length + 1];
        for (int i = 0; i < features.length; i++) {
            nodes[i] = new FeatureNode(i + 1, features[i]);
        }
        nodes[features.length] = new FeatureNode(features.length + 1, 1);
        return nodes;
    }

    /** Moves features to mean 0 and spread 1, and learned weights back. */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    private record Scaling(double[] mean, double[] spread) {
        static Scaling of(double[][] features, List<Integer> rows) {
            int width = features[0].length;
            double[] mean = new double[width];
            double[] spread = new double[width];
            for (int row : rows) {
                for (int i = 0; i < width; i++) {
                    mean[i] += features[row][i] / rows.size();
                }
            }
            for (int row : rows) {
                for (int i = 0; i < width; i++) {
                    double distance = features[row][i] - mean[i];
                    spread[i] += distance * distance / rows.size();
                }
            }
            for (int i = 0; i < width; i++) {
                spread[i] = Math.max(1e-6, Math.sqrt(spread[i]));
            }
            return new Scaling(mean, spread);
        }

        double[] scaled(double[] features) {
            double[] scaled = new double[features.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (features[i] - mean[i]) / spread[i];
            }
            return scaled;
        }

        double[] weights(double[] learned) {
            double[] weights = new double[mean.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = learned[i] / spread[i];
            }
            return weights;
        }

        double bias(double[] learned) {
            double bias = learned[mean.length];
            for (int i = 0; i < mean.length; i++) {
                bias -= learned[i] * mean[i] / spread[i];
            }
            return bias;
        }
    }
}
