package io.runnel.modelstore.generation;

/**
 * How many sequences are followed at once.
 *
 * @param beams {@code num_beams}; 1 is greedy search
 * @param lengthPenalty {@code length_penalty}: above 0 favours longer sequences
 */
public record BeamRule(int beams, double lengthPenalty, EarlyStopping earlyStopping) {
    /** Greedy search. */
    public static final BeamRule GREEDY = new BeamRule(1, 1, EarlyStopping.HEURISTIC);
}
