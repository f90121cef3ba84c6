package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;

/**
 * Documents as JSON: one object in strict UTF-8, snake_case. Fields that it does not know are kept
 * as they are and written back; numbers in known fields become text as they were written.
 */
public final class JsonDocumentCodec<D extends Document> implements DocumentCodec<D> {
    private static final long serialVersionUID = 1L;

    private final DocumentShape<D> shape;
    private final DocumentMapping mapping;

    private JsonDocumentCodec(DocumentShape<D> shape, DocumentMapping mapping) {
        this.shape = shape;
        this.mapping = mapping;
    }

    public static JsonDocumentCodec<Invoice> invoices() {
        return new JsonDocumentCodec<>(InvoiceShape.SHAPE, DocumentMapping.none());
    }

    public static JsonDocumentCodec<Transcript> transcripts() {
        return new JsonDocumentCodec<>(TranscriptShape.SHAPE, DocumentMapping.none());
    }

    public static JsonDocumentCodec<Ticket> tickets() {
        return new JsonDocumentCodec<>(TicketShape.SHAPE, DocumentMapping.none());
    }

    /** The codec of a type that is known only at run time. */
    public static JsonDocumentCodec<? extends Document> of(DocumentType type) {
        return new JsonDocumentCodec<>(DocumentShape.of(type), DocumentMapping.none());
    }

    /** The codec that reads records of another shape; it writes documents of ours. */
    public JsonDocumentCodec<D> mapped(DocumentMapping records) {
        return new JsonDocumentCodec<>(shape, records);
    }

    @Override
    public Decoded<D> decode(Origin origin) {
        return TreeReader.decode(origin, shape, mapping, JsonDocumentCodec::parse);
    }

    @Override
    public byte[] encode(D document) {
        return JsonText.write(shape.write(document));
    }

    /** The tree of one record. */
    static ObjectNode parse(byte[] bytes) throws Refusal {
        return JsonText.parseDocument(StrictUtf8.decode(bytes, "the value"));
    }
}
