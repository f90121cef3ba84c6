package io.runnel.inference.token;

/** What happens to a text that is longer than the model takes. */
public enum LongText {
    /** It is cut into overlapping chunks, and their results are joined. */
    CHUNK,
    /**
     * Only its first chunk is read, and the result says so: the document's, where texts share rows,
     * and that of each passage, where a row holds one.
     */
    TRUNCATE
}
