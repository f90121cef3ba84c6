package io.runnel.inference.language;

/**
 * Which language a text is in, as far as can be told.
 *
 * @param language ISO 639-1, or {@code und} where too little of the text says anything
 * @param confidence 0 to 1: how much of the probability of the two likeliest languages the first
 *     one has, so 0.5 is a draw; for a script of one language the share of letters in it
 */
public record LanguageGuess(String language, double confidence) {
    /** The code of a language that nobody can tell. */
    public static final String UNDETERMINED = "und";

    static final LanguageGuess NONE = new LanguageGuess(UNDETERMINED, 0);
}
