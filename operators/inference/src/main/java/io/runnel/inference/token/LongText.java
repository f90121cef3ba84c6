package io.runnel.inference.token;

/** What happens to a text that is longer than the model takes. */
public enum LongText {
    /** It is cut into overlapping chunks, and their results are joined. */
    CHUNK,
    /** Only the first chunk is read, and the result says so. */
    TRUNCATE
}
