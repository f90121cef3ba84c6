package io.runnel.jobs.command.models.teach;

/** A linear layer: logits of labels from features. Immutable. */
public final class Linear {
    private final double[][] weights;
    private final double[] bias;

    /**
     * @param weights for each label, for each feature
     */
    Linear(double[][] weights, double[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    int labels() {
        return bias.length;
    }

    double[] logits(double[] features) {
        double[] logits = bias.clone();
        for (int label = 0; label < logits.length; label++) {
            double[] own = weights[label];
            for (int i = 0; i < features.length; i++) {
                logits[label] += own[i] * features[i];
            }
        }
        return logits;
    }

    /** For each feature, for each label, as a graph multiplies. */
    public float[][] byFeature() {
        float[][] turned = new float[weights[0].length][weights.length];
        for (int label = 0; label < weights.length; label++) {
            for (int i = 0; i < turned.length; i++) {
                turned[i][label] = (float) weights[label][i];
            }
        }
        return turned;
    }

    /** What is added for each label, as a graph adds it. */
    public float[] biasAsFloat() {
        float[] floats = new float[bias.length];
        for (int label = 0; label < floats.length; label++) {
            floats[label] = (float) bias[label];
        }
        return floats;
    }
}
