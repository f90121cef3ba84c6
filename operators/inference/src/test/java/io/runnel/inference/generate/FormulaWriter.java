package io.runnel.inference.generate;

import io.runnel.modelstore.generation.GenerationSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the models of {@code make_writers.py} write, reckoned here from the whole sequence each
 * time.
 */
final class FormulaWriter {
    static final int START = 1;

    private static final int WIDTH = 6;
    private static final int VOCABULARY = 40;
    private static final double[][] TOKEN = table(VOCABULARY, WIDTH, 0.9, 1.0);
    private static final double[][] POSITION = table(64, WIDTH, 0.3, 0.5);
    private static final double[][] SOURCE = table(VOCABULARY, WIDTH, 1.1, 2.0);
    private static final double[][] OUT = table(WIDTH, VOCABULARY, 0.7, 1.0);

    private FormulaWriter() {}

    /** What the model without an encoder writes behind a text. */
    static Written after(int[] prompt, GenerationSettings settings) {
        return write(prompt, settings, prompt, FormulaWriter::behind);
    }

    /** What the model with an encoder writes about a text. */
    static Written about(int[] source, GenerationSettings settings) {
        return write(
                source,
                settings,
                new int[] {START},
                sequence -> logits(added(said(sequence), mean(source))));
    }

    private interface Model {
        float[] logits(int[] sequence);
    }

    private static Written write(
            int[] source, GenerationSettings settings, int[] given, Model model) {
        Search search = new WritingRequest(source, settings, 0, null).search(given);
        List<int[]> rows = new ArrayList<>();
        for (int row = 0; row < search.rows(); row++) {
            rows.add(given);
        }
        while (!search.isOver()) {
            float[][] logits = rows.stream().map(model::logits).toArray(float[][]::new);
            int[] sources = search.advance(logits);
            List<int[]> moved = new ArrayList<>();
            for (int row = 0; row < sources.length; row++) {
                int[] before = rows.get(sources[row]);
                int[] more = Arrays.copyOf(before, before.length + 1);
                more[before.length] = search.next()[row];
                moved.add(more);
            }
            rows = moved;
        }
        return search.written(Written.Ending.TOKEN_LIMIT);
    }

    private static float[] behind(int[] sequence) {
        return logits(added(said(sequence), POSITION[sequence.length - 1]));
    }

    private static double[] said(int[] sequence) {
        double[] sum = new double[WIDTH];
        for (int token : sequence) {
            sum = added(sum, TOKEN[token]);
        }
        return sum;
    }

    private static double[] mean(int[] source) {
        double[] sum = new double[WIDTH];
        for (int token : source) {
            sum = added(sum, SOURCE[token]);
        }
        for (int i = 0; i < WIDTH; i++) {
            sum[i] /= source.length;
        }
        return sum;
    }

    private static double[] added(double[] one, double[] other) {
        double[] sum = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            sum[i] = one[i] + other[i];
        }
        return sum;
    }

    private static float[] logits(double[] state) {
        float[] logits = new float[VOCABULARY];
        for (int token = 0; token < VOCABULARY; token++) {
            double logit = 0;
            for (int i = 0; i < WIDTH; i++) {
                logit += state[i] * OUT[i][token];
            }
            logits[token] = (float) logit;
        }
        return logits;
    }

    private static double[][] table(int rows, int columns, double phase, double scale) {
        double[][] table = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                table[row][column] =
                        scale
                                * Math.sin(
                                        1.7 * row
                                                + 2.3 * column
                                                + phase * (row + 1) * (column + 1));
            }
        }
        return table;
    }
}
