package io.runnel.modelstore.generation;

/**
 * How long a text may and must be, in tokens; 0 where nothing is said. The new tokens come before
 * the whole length where both are given, as in transformers.
 *
 * @param maxLength {@code max_length}: with what was given to the decoder
 * @param maxNewTokens {@code max_new_tokens}: without it
 * @param minLength {@code min_length}
 * @param minNewTokens {@code min_new_tokens}
 */
public record LengthLimits(int maxLength, int maxNewTokens, int minLength, int minNewTokens) {
    private static final int DEFAULT_NEW_TOKENS = 20;

    /** Most tokens of a sequence that starts with this many. */
    public int most(int given) {
        if (maxNewTokens > 0) {
            return given + maxNewTokens;
        }
        return maxLength > 0 ? maxLength : given + DEFAULT_NEW_TOKENS;
    }

    /** Tokens before which a sequence that starts with this many must not end. */
    public int least(int given) {
        return minNewTokens > 0 ? given + minNewTokens : minLength;
    }

    /**
     * These limits, but at most this many new tokens for a sequence that starts with {@code given}.
     */
    public LengthLimits within(int given, int newTokens) {
        return most(given) - given <= newTokens
                ? this
                : new LengthLimits(maxLength, newTokens, minLength, minNewTokens);
    }
}
