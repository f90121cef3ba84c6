package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Texts of a request's body, bounded, and where others read them without what deceives the eye. */
final class PersonsText {
    private PersonsText() {}

    /** A text that says something. */
    static String text(ObjectNode body, String name, int most) {
        JsonNode text = body.path(name);
        if (!text.isTextual() || text.asText().isBlank() || text.asText().length() > most) {
            throw HttpProblem.wrong(
                    name
                            + ": expected a text of at most "
                            + most
                            + " characters"
                            + (text.isTextual() ? ", found " + text.asText().length() : "")
                            + ".");
        }
        return text.asText().strip();
    }

    /** The name of a label or type: one line of characters that can be seen. */
    static String name(ObjectNode body, String name, int most) {
        String text = text(body, name, most);
        refuse(name, text, PersonsText::deceives);
        return text;
    }

    /** A note of several lines at most. */
    static String note(ObjectNode body, String name, int most) {
        String text = text(body, name, most);
        refuse(name, text, c -> c != '\n' && c != '\r' && c != '\t' && deceives(c));
        return text;
    }

    private static void refuse(String name, String text, IntPredicate refused) {
        OptionalInt first = text.codePoints().filter(refused).findFirst();
        if (first.isPresent()) {
            throw HttpProblem.wrong(
                    name
                            + ": expected no control characters and none that turn the direction of"
                            + " writing, found U+%04X.".formatted(first.getAsInt()));
        }
    }

    /** Control characters, halves of characters, and what reorders the text around it. */
    private static boolean deceives(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }
}
