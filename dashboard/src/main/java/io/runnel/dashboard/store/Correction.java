package io.runnel.dashboard.store;

/**
 * What a person said about an answer: right, or wrong and what would be right.
 *
 * @param id of the correction; one that is read twice counts once
 * @param at milliseconds since the epoch
 * @param head the head that was judged
 * @param given the answer, as a JSON object
 * @param right the right one, as a JSON object; equal to {@code given} where the person agrees
 * @param span of an entity; {@code null} for others
 */
public record Correction(
        String id,
        Place place,
        long at,
        String who,
        String documentType,
        String documentId,
        String task,
        JudgedHead head,
        String given,
        String right,
        boolean agreed,
        Span span,
        String note) {
    /** Which head answered; each part may be {@code null}. */
    public record JudgedHead(String head, String model, String version) {}

    /** Where an entity stands. */
    public record Span(String field, int start, int end) {}
}
