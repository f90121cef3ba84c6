package io.runnel.inference.batch;

/** How much one model run may hold: rows × padded length, in tokens. One row always may. */
public record TokenBudget(int maxTokens) {
    public TokenBudget {
        if (maxTokens < 1) {
            throw new IllegalArgumentException(
                    "A batch of " + maxTokens + " tokens holds nothing; expected 1 or more.");
        }
    }

    /** Most rows of this padded length. */
    public int rows(int rowLength) {
        return Math.max(1, maxTokens / rowLength);
    }
}
