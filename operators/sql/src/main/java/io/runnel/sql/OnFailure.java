package io.runnel.sql;

/** What happens where a model fails on a text. */
enum OnFailure {
    /** Its answers are null, {@code status} and {@code error} say why, and a metric counts it. */
    NULL,
    /** The job fails. */
    FAIL
}
