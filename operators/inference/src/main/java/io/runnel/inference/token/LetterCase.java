package io.runnel.inference.token;

/**
 * The letter case of a token, as the text itself writes it, for models whose vocabulary is in lower
 * case; it is their {@code token_type_ids}. A model is trained with this rule, so its numbers never
 * change.
 *
 * <p>A code point is upper if {@link Character#isUpperCase(int)} or {@link
 * Character#isTitleCase(int)}, lower if {@link Character#isLowerCase(int)}; the rest do not count.
 */
final class LetterCase {
    /** No upper code point; special tokens and padding too. */
    static final byte NONE = 0;

    /** One upper code point and no lower one in front of it: {@code Acme}, {@code I}. */
    static final byte CAPITALISED = 1;

    /** Several upper code points and no lower one: {@code NATO}. */
    static final byte ALL_CAPITALS = 2;

    /** Anything else with an upper code point: {@code iPhone}, {@code McDonald}. */
    static final byte MIXED = 3;

    private LetterCase() {}

    /** The letter case of a part of a text, in Java indices. */
    static byte of(String text, int start, int end) {
        int uppers = 0;
        int lowers = 0;
        boolean lowerFirst = false;
        for (int i = start; i < end; ) {
            int codePoint = text.codePointAt(i);
            if (Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint)) {
                uppers++;
                lowerFirst = lowerFirst || lowers > 0;
            } else if (Character.isLowerCase(codePoint)) {
                lowers++;
            }
            i += Character.charCount(codePoint);
        }
        if (uppers == 0) {
            return NONE;
        }
        if (uppers == 1 && !lowerFirst) {
            return CAPITALISED;
        }
        return lowers == 0 ? ALL_CAPITALS : MIXED;
    }
}
