package io.runnel.schemas.document;

/**
 * Which model answered which task: a digest of everything that shapes the answer stands beside its
 * name.
 *
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
