package io.runnel.inference.text;

/** A part of a text, in Java string indices: {@code text.substring(start, end)}. */
public record CharSpan(int start, int end) {
    public CharSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(
                    "Span [" + start + ", " + end + ") is not 0 <= start <= end.");
        }
    }

    public int length() {
        return end - start;
    }

    /** The part of the text that this span covers. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
