package io.runnel.schemas.document;

/**
 * A document as it was read: at least one of its text fields says something, and its id is not
 * blank.
 *
 * <p>Missing optional texts are {@code null}, missing lists and maps are empty; neither contains
 * {@code null}. Streams carry the concrete records, never this interface.
 */
public sealed interface Document permits Invoice, Transcript, Ticket {
    /** Where the document came from, with its original bytes. */
    Origin origin();

    String id();

    /** The language the producer stated, as ISO 639-1, or {@code null}. */
    String language();

    DocumentType type();
}
