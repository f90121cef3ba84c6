package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as cells of comma-separated values (RFC 4180) that no spreadsheet runs as a formula. */
final class CsvCell {
    private static final String FORMULA = "=+-@\t\r";

    private CsvCell() {}

    /** The cell; a text that would be a formula gets an apostrophe before it. Numbers stay. */
    static String of(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        String text = value.asText();
        if (value.isTextual() && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
