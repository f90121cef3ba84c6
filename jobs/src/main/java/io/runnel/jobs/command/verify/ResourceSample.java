package io.runnel.jobs.command.verify;

/**
 * What a TaskManager held after a round of submissions, when the garbage had been collected.
 *
 * @param sessions open ONNX Runtime sessions while the round's last job ran
 * @param runtimes different copies of ONNX Runtime's library that are mapped
 */
record ResourceSample(
        int round,
        long metaspaceBytes,
        long residentBytes,
        long threads,
        long handles,
        long classes,
        long sessions,
        long runtimes) {}
