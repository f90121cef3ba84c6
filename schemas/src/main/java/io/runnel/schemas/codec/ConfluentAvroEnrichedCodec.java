package io.runnel.schemas.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Enriched records in Confluent's wire format. The id of the schema is asked for once, when the job
 * is submitted, so that writing needs no registry.
 */
public final class ConfluentAvroEnrichedCodec implements EnrichedCodec {
    private static final long serialVersionUID = 1L;

    private static final byte[] NOTHING = {};

    private final RegistrySettings registry;
    private final SchemaId id;
    private final SchemaIdPlacement placement;
    private transient ConfluentAvroEnrichedReader reader;

    private ConfluentAvroEnrichedCodec(
            RegistrySettings registry, SchemaId id, SchemaIdPlacement placement) {
        this.registry = registry;
        this.id = id;
        this.placement = placement;
    }

    /**
     * The codec for a topic whose values have this subject.
     *
     * @throws IllegalStateException if the subject does not have the schema of this release
     */
    public static ConfluentAvroEnrichedCodec of(
            RegistrySettings registry, String subject, SchemaIdPlacement placement) {
        RegisteredSchema own =
                OwnSchema.in(new SchemaRegistry(registry), subject, AvroSchemas.enriched());
        SchemaId id = placement == SchemaIdPlacement.HEADER ? own.global() : own.number();
        return new ConfluentAvroEnrichedCodec(registry, id, placement);
    }

    @Override
    public Optional<Header> schemaHeader() {
        return placement == SchemaIdPlacement.HEADER
                ? Optional.of(new Header(SchemaId.VALUE_HEADER, id.bytes()))
                : Optional.empty();
    }

    @Override
    public byte[] encode(Enriched enriched) {
        ObjectNode tree = EnrichedWriter.write(enriched);
        Schema document = AvroSchemas.of(enriched.document().type());
        byte[] lead = placement == SchemaIdPlacement.HEADER ? NOTHING : id.bytes();
        return AvroBytes.write(lead, AvroTree.toAvro(tree, AvroSchemas.enriched(), document));
    }

    /**
     * The record that any version wrote, if it says which; bytes without an id are read as those of
     * this release.
     */
    @Override
    public Enriched decode(byte[] bytes) {
        return switch (placement) {
            case HEADER -> decodeOwn(bytes);
            case VALUE -> decode(bytes, List.of());
        };
    }

    /** The record that any version wrote, whether the header or the value says which. */
    @Override
    public Enriched decode(byte[] bytes, List<Header> headers) {
        if (reader == null) {
            reader = new ConfluentAvroEnrichedReader(registry);
        }
        return reader.decode(bytes, headers);
    }

    private static Enriched decodeOwn(byte[] bytes) {
        try {
            return enriched(
                    AvroBytes.read(bytes, 0, new GenericDatumReader<>(AvroSchemas.enriched())));
        } catch (Refusal refusal) {
            throw noRecord(refusal);
        }
    }

    static Enriched enriched(GenericRecord avro) throws Refusal {
        return EnrichedReader.read(new FieldReader(AvroTree.toTree(avro)));
    }

    static IllegalArgumentException noRecord(Refusal refusal) {
        return new IllegalArgumentException(
                "Not an enriched record: " + refusal.getMessage(), refusal);
    }
}
