package io.runnel.inference.token;

/**
 * Maps the Unicode code points in which the tokenizer counts to the indices of a Java string. The
 * only place that knows the difference.
 */
final class CodePoints {
    private static final char REPLACEMENT = '\uFFFD';

    private final int length;
    private final int[] indices;

    private CodePoints(int length, int[] indices) {
        this.length = length;
        this.indices = indices;
    }

    /** Counts the code points of a text that has no lone surrogates. */
    static CodePoints of(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return new CodePoints(count, new int[0]);
        }
        int[] indices = new int[count + 1];
        int index = 0;
        for (int i = 0; i < count; i++) {
            indices[i] = index;
            index += Character.charCount(text.codePointAt(index));
        }
        indices[count] = index;
        return new CodePoints(text.length(), indices);
    }

    /** The Java index of this code point; the text's length for the one behind the last. */
    int index(int codePoint) {
        if (indices.length == 0) {
            return Math.min(codePoint, length);
        }
        return indices[Math.min(codePoint, indices.length - 1)];
    }

    /**
     * The text with each lone surrogate replaced by one character that is none, so that indices
     * stay as they are.
     */
    static String clean(String text) {
        StringBuilder cleaned = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
                    cleaned.setCharAt(i, REPLACEMENT);
                }
            }
        }
        return cleaned == null ? text : cleaned.toString();
    }
}
