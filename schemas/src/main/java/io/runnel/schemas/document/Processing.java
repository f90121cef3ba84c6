package io.runnel.schemas.document;

/**
 * What it took to answer.
 *
 * @param chunks model rows that the document was cut into
 * @param tokens tokens in those rows, special tokens included, padding not
 * @param truncated whether text was left out, as the job asked for truncation, or a written summary
 *     was cut at its most tokens or its longest time
 * @param cacheHit whether an equal text had been answered before
 * @param tokenizeMs milliseconds spent cutting and tokenizing
 * @param queueMs milliseconds from the queue's entry to the last run's start
 * @param modelMs milliseconds of the model runs that its chunks were in
 * @param totalMs milliseconds from submission to answer
 */
public record Processing(
        int chunks,
        int tokens,
        boolean truncated,
        boolean cacheHit,
        double tokenizeMs,
        double queueMs,
        double modelMs,
        double totalMs) {}
