package io.runnel.modelstore.generation;

/**
 * How a model writes, as its {@code generation_config.json} says; names and meaning are those of
 * transformers.
 */
public record GenerationSettings(
        LengthLimits lengths,
        BeamRule beams,
        Repetition repetition,
        SpecialIds ids,
        Forbidden forbidden,
        Sampling sampling) {
    /** The same with other limits of length. */
    public GenerationSettings with(LengthLimits other) {
        return new GenerationSettings(other, beams, repetition, ids, forbidden, sampling);
    }

    /** The same with other beams. */
    public GenerationSettings with(BeamRule other) {
        return new GenerationSettings(lengths, other, repetition, ids, forbidden, sampling);
    }
}
