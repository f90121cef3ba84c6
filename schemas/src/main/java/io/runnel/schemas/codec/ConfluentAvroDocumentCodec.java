package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.registry.FoundSchema;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Documents in Confluent's wire format: Avro, and the id of the schema that it was written with,
 * which a registry keeps. Whatever version wrote a record, it is read as ours; fields that only the
 * writer knows are kept as unknown ones.
 *
 * <p>Here decoding may throw: a registry that does not answer says nothing about a record, so the
 * job waits, and then fails and starts again from its last checkpoint. Nothing is rejected for it.
 */
public final class ConfluentAvroDocumentCodec<D extends Document> implements DocumentCodec<D> {
    private static final long serialVersionUID = 1L;

    private final DocumentShape<D> shape;
    private final RegistrySettings registry;
    private final String subject;
    private final DocumentMapping mapping;
    private transient WriterSchemas writers;
    private transient RegisteredSchema own;

    private ConfluentAvroDocumentCodec(
            DocumentShape<D> shape,
            RegistrySettings registry,
            String subject,
            DocumentMapping mapping) {
        this.shape = shape;
        this.registry = registry;
        this.subject = subject;
        this.mapping = mapping;
    }

    /**
     * The codec for invoices.
     *
     * @param subject where {@link #encode} looks for our schema; any record's id is read, whatever
     *     its subject
     */
    public static ConfluentAvroDocumentCodec<Invoice> invoices(
            RegistrySettings registry, String subject) {
        return new ConfluentAvroDocumentCodec<>(
                InvoiceShape.SHAPE, registry, subject, DocumentMapping.none());
    }

    /** The same for transcripts. */
    public static ConfluentAvroDocumentCodec<Transcript> transcripts(
            RegistrySettings registry, String subject) {
        return new ConfluentAvroDocumentCodec<>(
                TranscriptShape.SHAPE, registry, subject, DocumentMapping.none());
    }

    /** The same for tickets. */
    public static ConfluentAvroDocumentCodec<Ticket> tickets(
            RegistrySettings registry, String subject) {
        return new ConfluentAvroDocumentCodec<>(
                TicketShape.SHAPE, registry, subject, DocumentMapping.none());
    }

    /**
     * The codec that reads records of any schema of the registry, as they were written; it writes
     * documents of ours.
     */
    public ConfluentAvroDocumentCodec<D> mapped(DocumentMapping records) {
        return new ConfluentAvroDocumentCodec<>(shape, registry, subject, records);
    }

    @Override
    public Decoded<D> decode(Origin origin) {
        return TreeReader.decode(origin, shape, mapping, bytes -> read(origin));
    }

    @Override
    public byte[] encode(D document) {
        Schema schema = AvroSchemas.of(shape.type());
        if (own == null) {
            own = OwnSchema.in(new SchemaRegistry(registry), subject, schema);
        }
        return AvroBytes.write(
                own.number().bytes(), AvroTree.toAvro(shape.write(document), schema, schema));
    }

    private ObjectNode read(Origin origin) throws Refusal {
        ConfluentAvro avro = ConfluentAvro.of(origin.payload(), origin.headers());
        return AvroTree.toTree(
                AvroBytes.read(origin.payload(), avro.start(), writers().reader(avro.id())));
    }

    private WriterSchemas writers() {
        if (writers == null) {
            writers = writers(System::nanoTime);
        }
        return writers;
    }

    /** For tests, which own the time. */
    void keepTime(LongSupplier nanoTime) {
        writers = writers(nanoTime);
    }

    private WriterSchemas writers(LongSupplier nanoTime) {
        Function<SchemaId, FoundSchema> asked = new SchemaRegistry(registry)::find;
        return mapping.isNone()
                ? WriterSchemas.readAs(AvroSchemas.of(shape.type()), asked, nanoTime)
                : WriterSchemas.readAsWritten(asked, nanoTime);
    }
}
