package io.runnel.modelstore.generation;

/**
 * What is done against saying things twice.
 *
 * @param penalty {@code repetition_penalty}: above 1 makes written tokens less likely
 * @param encoderPenalty {@code encoder_repetition_penalty}: above 1 makes the source's likelier
 * @param ngram {@code no_repeat_ngram_size}: so many tokens in a row are written once; 0 is off
 * @param encoderNgram {@code encoder_no_repeat_ngram_size}: nor if the source has them; 0 is off
 */
public record Repetition(double penalty, double encoderPenalty, int ngram, int encoderNgram) {
    /** Nothing. */
    public static final Repetition ALLOWED = new Repetition(1, 1, 0, 0);
}
