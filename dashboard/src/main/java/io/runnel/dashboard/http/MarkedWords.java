package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.DocumentTexts;
import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Text;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words of a document that a person speaks of: they stand there, say something and are whole
 * characters. Counted in UTF-16 units, as all offsets of a record are.
 *
 * @param of the whole text that they stand in
 */
record MarkedWords(Correction.Span span, String of) {
    private static final int MOST_UNITS = 500;
    private static final int MOST_NAMED = 20;

    /**
     * Those that a request names by field, start and end.
     *
     * @throws HttpProblem if they are none, with what was expected
     */
    static MarkedWords read(ObjectNode body, Document document) {
        FieldText text = field(body, document);
        int length = text.text().length();
        JsonNode start = body.path("start");
        JsonNode end = body.path("end");
        boolean inside =
                start.isInt()
                        && end.isInt()
                        && start.asInt() >= 0
                        && start.asInt() < end.asInt()
                        && end.asInt() <= length;
        if (!inside) {
            throw HttpProblem.wrong(
                    "start, end: expected whole numbers of UTF-16 units, 0 <= start < end <= "
                            + length
                            + ", which is how long '"
                            + text.field()
                            + "' is; found "
                            + shown(start)
                            + " to "
                            + shown(end)
                            + ".");
        }
        MarkedWords words =
                new MarkedWords(
                        new Correction.Span(text.field(), start.asInt(), end.asInt()), text.text());
        words.requireWholeCharacters(start.asInt());
        words.requireWholeCharacters(end.asInt());
        if (!Text.saysSomething(words.text())) {
            throw HttpProblem.wrong("start, end: expected words, found nothing but blanks.");
        }
        if (words.text().length() > MOST_UNITS) {
            throw HttpProblem.wrong(
                    "start, end: expected at most "
                            + MOST_UNITS
                            + " UTF-16 units, found "
                            + words.text().length()
                            + "; mark the entity alone.");
        }
        return words;
    }

    /** The words themselves. */
    String text() {
        return of.substring(span.start(), span.end());
    }

    private static FieldText field(ObjectNode body, Document document) {
        String field = PersonsText.text(body, "field", 200);
        List<FieldText> texts = DocumentTexts.of(document);
        return texts.stream()
                .filter(text -> text.field().equals(field))
                .findFirst()
                .orElseThrow(
                        () ->
                                HttpProblem.wrong(
                                        "field: expected a text of the document, one of "
                                                + texts.stream()
                                                        .map(FieldText::field)
                                                        .limit(MOST_NAMED)
                                                        .collect(Collectors.joining(", "))
                                                + (texts.size() > MOST_NAMED ? ", …" : "")
                                                + "; found '"
                                                + field
                                                + "'."));
    }

    private void requireWholeCharacters(int index) {
        if (index > 0
                && index < of.length()
                && Character.isSurrogatePair(of.charAt(index - 1), of.charAt(index))) {
            throw HttpProblem.wrong(
                    "start, end: expected whole characters; "
                            + index
                            + " is in the middle of one that takes two UTF-16 units.");
        }
    }

    private static String shown(JsonNode number) {
        String text = number.isMissingNode() ? "nothing" : number.toString();
        return text.length() > 30 ? text.substring(0, 30) + "…" : text;
    }
}
