package io.runnel.schemas.document;

/** What counts as text: one rule for codecs and operators. */
public final class Text {
    private Text() {}

    /**
     * Whether a text has a character that a reader would see: letters, digits, punctuation, symbols
     * and emoji, but not only spaces, control characters and invisible marks. {@code null} says
     * nothing.
     */
    public static boolean saysSomething(String text) {
        return text != null && text.codePoints().anyMatch(Text::isVisible);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
