package io.runnel.modelstore.graph;

/**
 * One linear layer on each token's last hidden state, which becomes an output of a graph.
 *
 * @param output its name
 * @param weights from each hidden number to each label: {@code weights[hidden][label]}
 * @param bias of each label
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record LinearHead(String output, float[][] weights, float[] bias) {
    public LinearHead {
        if (weights.length == 0 || weights[0].length != bias.length) {
            throw new IllegalArgumentException(
                    "Head '"
                            + output
                            + "' needs as many weights as biases for each label, and a hidden number"
                            + " or more.");
        }
    }

    int hidden() {
        return weights.length;
    }

    int labels() {
        return bias.length;
    }
}
