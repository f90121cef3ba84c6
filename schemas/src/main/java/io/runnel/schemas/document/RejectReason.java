package io.runnel.schemas.document;

/**
 * Why a document cannot be enriched: the dead-letter header, the metric label and the row in the
 * docs.
 */
public enum RejectReason {
    /** The record has no value. */
    TOMBSTONE("The record has no value.", Retry.USELESS),
    /** The bytes are not UTF-8. */
    NOT_UTF8("The bytes are not UTF-8.", Retry.USELESS),
    /** The bytes are not one JSON object (or one Avro record of the expected schema). */
    MALFORMED_BYTES(
            "The bytes are not one JSON object, or not a record of the Avro schema.",
            Retry.USELESS),
    /** The registry does not know the schema that the record names. */
    UNKNOWN_SCHEMA(
            "The schema registry does not know the schema that the record was written with.",
            Retry.USEFUL),
    /** The record's schema cannot be read as a document. */
    INCOMPATIBLE_SCHEMA(
            "What was written with the record's schema cannot be read as a document of this type.",
            Retry.USELESS),
    /** The id is missing or blank. */
    MISSING_ID("The id is missing or blank.", Retry.USELESS),
    /** A field has another type than the schema says. */
    WRONG_TYPE("A field has another type than the schema says.", Retry.USELESS),
    /** No field says anything. */
    NO_TEXT("No text field says anything.", Retry.USELESS),
    /** The model failed on this document alone. */
    MODEL_FAILED("The model failed on this document when it was alone in its batch.", Retry.USEFUL),
    /** The model did not answer in time. */
    TIMED_OUT("The model did not answer in time.", Retry.USEFUL),
    /** The enriched record is larger than its topic takes. */
    RECORD_TOO_LARGE("The enriched record is larger than its topic takes.", Retry.USELESS);

    /** Whether the same bytes may succeed later. */
    public enum Retry {
        USEFUL,
        USELESS
    }

    private final String description;
    private final Retry retry;

    RejectReason(String description, Retry retry) {
        this.description = description;
        this.retry = retry;
    }

    /** One sentence for the docs. */
    public String description() {
        return description;
    }

    public Retry retry() {
        return retry;
    }
}
