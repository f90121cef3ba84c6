package io.runnel.inference.task;

/**
 * A word and its tag.
 *
 * @param passage the passage's place in the request
 * @param firstToken index in the passage's tokens
 * @param endToken index after its last one
 * @param tag as the head names it: {@code O}, {@code B-person}, {@code I-person}
 */
record TaggedWord(int passage, int firstToken, int endToken, String tag, double score) {
    /** The tag of a word that belongs to nothing. */
    static final String OUTSIDE = "O";

    boolean isOutside() {
        return tag.equals(OUTSIDE);
    }

    /** Whether the tag says that an entity starts here. */
    boolean begins() {
        return tag.startsWith("B-");
    }

    /** The tag without its {@code B-} or {@code I-}. */
    String group() {
        return tag.startsWith("B-") || tag.startsWith("I-") ? tag.substring(2) : tag;
    }
}
