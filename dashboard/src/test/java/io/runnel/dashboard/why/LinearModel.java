package io.runnel.dashboard.why;

import java.util.BitSet;

/** What each word of a set adds to the loss without the set, by least squares with a ridge. */
final class LinearModel {
    private final double[][] squares;
    private final double[] products;

    LinearModel(int words, double ridge) {
        squares = new double[words][words];
        products = new double[words];
        for (int word = 0; word < words; word++) {
            squares[word][word] = ridge;
        }
    }

    /** The label lost so much without these words, which counts so many times. */
    void add(BitSet leftOut, double loss, double counts) {
        int[] words = leftOut.stream().toArray();
        for (int word : words) {
            products[word] += counts * loss;
            for (int other : words) {
                squares[word][other] += counts;
            }
        }
    }

    /** By Cholesky; the squares are positive definite by their ridge. */
    double[] weights() {
        int words = products.length;
        double[][] lower = new double[words][words];
        for (int i = 0; i < words; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = squares[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        double[] weights = products.clone();
        for (int i = 0; i < words; i++) {
            for (int k = 0; k < i; k++) {
                weights[i] -= lower[i][k] * weights[k];
            }
            weights[i] /= lower[i][i];
        }
        for (int i = words - 1; i >= 0; i--) {
            for (int k = i + 1; k < words; k++) {
                weights[i] -= lower[k][i] * weights[k];
            }
            weights[i] /= lower[i][i];
        }
        return weights;
    }
}
