package io.runnel.benchmarks.measure;

/**
 * What was done in which time.
 *
 * @param tokens real ones, padding not
 */
public record Work(long documents, long tokens, double seconds) {
    public double tokensPerSecond() {
        return tokens / seconds;
    }

    public double documentsPerSecond() {
        return documents / seconds;
    }
}
