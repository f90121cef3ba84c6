package io.runnel.schemas.codec;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import org.apache.avro.Schema;

/**
 * Documents as Avro records of {@link AvroSchemas}, in Avro's single-object encoding; plain binary
 * of the same schema is read too. Writer and reader use the schema of this release; {@link
 * ConfluentAvroDocumentCodec} reads other versions.
 *
 * <p>A lone surrogate, which JSON can say and UTF-8 cannot, becomes a question mark on the way to
 * bytes.
 */
public final class AvroDocumentCodec<D extends Document> implements DocumentCodec<D> {
    private static final long serialVersionUID = 1L;

    private final DocumentShape<D> shape;

    private AvroDocumentCodec(DocumentShape<D> shape) {
        this.shape = shape;
    }

    public static AvroDocumentCodec<Invoice> invoices() {
        return new AvroDocumentCodec<>(InvoiceShape.SHAPE);
    }

    public static AvroDocumentCodec<Transcript> transcripts() {
        return new AvroDocumentCodec<>(TranscriptShape.SHAPE);
    }

    public static AvroDocumentCodec<Ticket> tickets() {
        return new AvroDocumentCodec<>(TicketShape.SHAPE);
    }

    /** The codec of a type that is known only at run time. */
    public static AvroDocumentCodec<? extends Document> of(DocumentType type) {
        return new AvroDocumentCodec<>(DocumentShape.of(type));
    }

    @Override
    public Decoded<D> decode(Origin origin) {
        Schema schema = AvroSchemas.of(shape.type());
        return TreeReader.decode(
                origin,
                shape,
                DocumentMapping.none(),
                bytes -> AvroTree.toTree(AvroBytes.read(bytes, schema)));
    }

    @Override
    public byte[] encode(D document) {
        Schema schema = AvroSchemas.of(shape.type());
        return AvroBytes.write(AvroTree.toAvro(shape.write(document), schema, schema));
    }
}
