package io.runnel.inference.text;

import java.util.List;

/**
 * A passage of which it is known where its tokens stand; all that a {@link Chunker} wants to know.
 */
public interface MeasuredText {
    /** How many tokens the passage has, special tokens aside. */
    int tokens();

    /** The Java index in the passage where this token starts. */
    int start(int token);

    /** The Java index in the passage after this token. */
    int end(int token);

    /** Whether this token is the first of a word. */
    boolean startsWord(int token);

    /** The sentences; together they own every token once. */
    List<Sentence> sentences();
}
