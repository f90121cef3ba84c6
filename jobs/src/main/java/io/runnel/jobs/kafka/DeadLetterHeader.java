package io.runnel.jobs.kafka;

import java.util.List;

/**
 * The headers of a dead letter that say what happened to the record; all values are UTF-8 text.
 * Those of the original record stand before them.
 */
public final class DeadLetterHeader {
    /** Every name below begins with it, and no header of the original record does. */
    public static final String PREFIX = "__runnel.errors.";

    public static final String TOPIC = PREFIX + "topic";
    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";

    /** Milliseconds since the epoch, of the original record. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /** {@code decode}, {@code inference} or {@code encode}. */
    public static final String STAGE = PREFIX + "stage";

    /** The name of a {@link io.runnel.schemas.document.RejectReason}. */
    public static final String REASON = PREFIX + "reason";

    /** Class of the cause; missing where there was none. */
    public static final String EXCEPTION = PREFIX + "exception";

    public static final String MESSAGE = PREFIX + "message";

    /** {@code true} if the same bytes may succeed later, {@code false} if not. */
    public static final String RETRYABLE = PREFIX + "retryable";

    /**
     * How many pieces of personal data were taken out of value, key, headers and message; missing
     * where none were.
     */
    public static final String REDACTED = PREFIX + "redacted";

    /** Which enrichment failed; missing where it was the first, 0. */
    public static final String GENERATION = PREFIX + "generation";

    /** Bytes of the whole value; only where the value is a prefix of it, or was left out. */
    public static final String VALUE_SIZE = PREFIX + "value.size";

    /**
     * SHA-256 of the whole value in hexadecimal, without the personal data that must not leave;
     * only where the value is a prefix of it.
     */
    public static final String VALUE_SHA256 = PREFIX + "value.sha256";

    /** How many original headers had to be left out; missing where none had. */
    public static final String HEADERS_DROPPED = PREFIX + "headers.dropped";

    /** Bytes of the key; only where the key had to be left out. */
    public static final String KEY_SIZE = PREFIX + "key.size";

    private static final List<Meaning> MEANINGS =
            List.of(
                    new Meaning(TOPIC, "Topic of the original record."),
                    new Meaning(PARTITION, "Its partition."),
                    new Meaning(OFFSET, "Its offset."),
                    new Meaning(TIMESTAMP, "Its time, in milliseconds since 1970."),
                    new Meaning(STAGE, "`decode`, `inference` or `encode`."),
                    new Meaning(REASON, "A reason of the table below."),
                    new Meaning(EXCEPTION, "Class of the cause; missing where there was none."),
                    new Meaning(MESSAGE, "What happened, what was expected and what to do."),
                    new Meaning(
                            RETRYABLE,
                            "`true` if the same bytes may succeed later, `false` if not."),
                    new Meaning(
                            REDACTED,
                            "How many pieces of personal data were taken out (`privacy.redact`);"
                                    + " missing where none were."),
                    new Meaning(
                            GENERATION,
                            "`enrichment.generation` of the job; missing where it is 0. The dead"
                                    + " letter of a later generation takes nothing back: an"
                                    + " enriched record of an earlier one still counts."),
                    new Meaning(
                            VALUE_SIZE,
                            "Bytes of the whole value; only where a prefix of it is here, because"
                                    + " the letter would be too large, or nothing, because it could"
                                    + " not be searched for all personal data that must not leave."),
                    new Meaning(
                            VALUE_SHA256,
                            "SHA-256 of the whole value in hexadecimal, without the personal data that"
                                    + " must not leave; only where a prefix of it is here."),
                    new Meaning(
                            HEADERS_DROPPED,
                            "How many original headers had to be left out; missing where none had."),
                    new Meaning(
                            KEY_SIZE, "Bytes of the key; only where the key had to be left out."));

    private DeadLetterHeader() {}

    /**
     * What a header says.
     *
     * @param text a sentence in Markdown
     */
    public record Meaning(String header, String text) {}

    /** The meaning of every header, in the order in which they are written. */
    public static List<Meaning> meanings() {
        return MEANINGS;
    }
}
