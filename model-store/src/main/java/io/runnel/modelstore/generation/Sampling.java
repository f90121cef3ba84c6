package io.runnel.modelstore.generation;

/**
 * How a token is drawn, where not the likeliest one is taken.
 *
 * @param choice {@code do_sample}
 * @param temperature {@code temperature}: below 1 makes likely tokens likelier
 * @param topK {@code top_k}: only so many of the likeliest are drawn from; 0 is off
 * @param topP {@code top_p}: only the likeliest that together have this probability; 1 is off
 * @param minP {@code min_p}: only those with this share of the likeliest one's; 0 is off
 */
public record Sampling(Choice choice, double temperature, int topK, double topP, double minP) {
    /** Which token is taken. */
    public enum Choice {
        LIKELIEST,
        DRAWN
    }

    /** The likeliest token is taken. */
    public static final Sampling NONE = new Sampling(Choice.LIKELIEST, 1, 0, 1, 0);
}
