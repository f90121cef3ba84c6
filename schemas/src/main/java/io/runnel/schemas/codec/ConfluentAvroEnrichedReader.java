package io.runnel.schemas.codec;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.registry.FoundSchema;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.function.Function;

/**
 * Reads enriched records in Confluent's wire format that any version wrote. The registry is asked
 * for the schema that a record names, once, and for nothing else: this release's own need not be
 * there.
 *
 * <p>Not safe for use by several threads.
 */
public final class ConfluentAvroEnrichedReader {
    private final WriterSchemas writers;

    /**
     * @throws IllegalStateException if the registry's credentials cannot be read
     */
    public ConfluentAvroEnrichedReader(RegistrySettings registry) {
        this(new SchemaRegistry(registry)::find);
    }

    /**
     * Reads with the schemas that somebody else finds.
     *
     * @param schemas throws an {@link IllegalStateException} for what it cannot tell now
     */
    public ConfluentAvroEnrichedReader(Function<SchemaId, FoundSchema> schemas) {
        writers = WriterSchemas.readAs(AvroSchemas.enriched(), schemas, System::nanoTime);
    }

    /**
     * Tells whether a record names a schema of a registry. JSON and Avro without a registry begin
     * with other bytes.
     */
    public static boolean isNamed(byte[] bytes, List<Header> headers) {
        return (bytes.length > 0 && bytes[0] == SchemaId.NUMBER_MARK)
                || headers.stream()
                        .anyMatch(
                                header ->
                                        header.name().equals(SchemaId.VALUE_HEADER)
                                                && header.value() != null);
    }

    /**
     * The record, whether a header or the value says its schema.
     *
     * @throws IllegalArgumentException if the bytes are none, or the registry does not know their
     *     schema, with what was expected
     * @throws IllegalStateException if the registry does not answer: the record must be tried again
     */
    public Enriched decode(byte[] bytes, List<Header> headers) {
        try {
            ConfluentAvro written = ConfluentAvro.of(bytes, headers);
            return ConfluentAvroEnrichedCodec.enriched(
                    AvroBytes.read(bytes, written.start(), writers.reader(written.id())));
        } catch (Refusal refusal) {
            throw ConfluentAvroEnrichedCodec.noRecord(refusal);
        }
    }
}
