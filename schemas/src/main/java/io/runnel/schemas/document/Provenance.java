package io.runnel.schemas.document;

/**
 * Which model answered which task: a digest of everything that shapes the answer stands beside its
 * name.
 *
 * @param precision {@code fp32}, {@code int8}, …; {@code int8, batch_dependent} where the texts
 *     beside it may change an answer a little
 * @param digest {@code null} if the task was not answered: then nothing shaped an answer
 */
public record Provenance(
        String task,
        String head,
        String model,
        String version,
        String digest,
        String precision,
        AnswerStatus status) {}
