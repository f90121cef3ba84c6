package io.runnel.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is known of a row's answers beside them: a kind of OUTPUT column. */
enum Fact {
    /** Name of the model. */
    MODEL("STRING"),
    /** Its version. */
    MODEL_VERSION("STRING"),
    /** Digest of its files; null where it was not asked. */
    MODEL_DIGEST("STRING"),
    /** Its precision, such as int8. */
    PRECISION("STRING"),
    /** ISO 639-1 of the texts' language, or und; null where nobody looks. */
    LANGUAGE("STRING"),
    /** answered, unsupported-language, no-text or failed. */
    STATUS("STRING"),
    /** Why the model failed; null where it did not. */
    ERROR("STRING"),
    /** Tokens of the texts. */
    TOKENS("INT"),
    /** Model rows of the texts. */
    CHUNKS("INT"),
    /** Whether text was left out, as the option long-text may ask for. */
    TRUNCATED("BOOLEAN");

    private final String type;

    Fact(String type) {
        this.type = type;
    }

    /** The name of its column. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How its type is written in SQL. */
    String type() {
        return type;
    }

    static Optional<Fact> ofLabel(String label) {
        return Arrays.stream(values()).filter(fact -> fact.label().equals(label)).findFirst();
    }
}
