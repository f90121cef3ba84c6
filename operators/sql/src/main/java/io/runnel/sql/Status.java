package io.runnel.sql;

import java.util.Locale;

/** What became of the texts of a row, as the column {@code status} says it. */
enum Status {
    /** Every head was asked, and has answered. */
    ANSWERED,
    /**
     * A head was not trained for the texts' language; it was not asked, and its answers are null.
     */
    UNSUPPORTED_LANGUAGE,
    /** There is nothing to read: all answers are null. */
    NO_TEXT,
    /** The model failed on the texts: all answers are null. */
    FAILED;

    /** The name in a column: {@code unsupported-language}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
