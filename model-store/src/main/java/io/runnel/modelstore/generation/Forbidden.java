package io.runnel.modelstore.generation;

import java.util.List;

/**
 * Tokens that are not written.
 *
 * @param badWords {@code bad_words_ids}: sequences; the last token of one does not follow the
 *     others
 * @param suppressed {@code suppress_tokens}: never
 * @param suppressedFirst {@code begin_suppress_tokens}: not as the first
 */
public record Forbidden(
        List<List<Integer>> badWords, List<Integer> suppressed, List<Integer> suppressedFirst) {
    /** None. */
    public static final Forbidden NOTHING = new Forbidden(List.of(), List.of(), List.of());

    public Forbidden {
        badWords = badWords.stream().map(List::copyOf).toList();
        suppressed = List.copyOf(suppressed);
        suppressedFirst = List.copyOf(suppressedFirst);
    }
}
