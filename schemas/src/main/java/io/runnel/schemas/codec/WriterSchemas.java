package io.runnel.schemas.codec;

import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.registry.FoundSchema;
import io.runnel.schemas.registry.SchemaId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * How to read what was written with the schemas of a registry. Each is asked for once; one that the
 * registry does not know is asked for again after a while, since it may arrive there later.
 *
 * <p>Not safe for use by several threads.
 */
final class WriterSchemas {
    private static final int MAX_REMEMBERED = 1_000;
    private static final long UNKNOWN_NANOS = 10_000_000_000L;
    private static final GenericData DECIMALS = decimals();

    private final Function<SchemaId, FoundSchema> registry;

    /** {@code null} if records are read as they were written. */
    private final Schema reader;

    private final LongSupplier nanoTime;
    private final Map<SchemaId, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SchemaId, Known> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };

    private WriterSchemas(
            Function<SchemaId, FoundSchema> registry, Schema reader, LongSupplier nanoTime) {
        this.registry = registry;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    /** Reads records as ours, with the fields that only the writer knows. */
    static WriterSchemas readAs(
            Schema reader, Function<SchemaId, FoundSchema> registry, LongSupplier nanoTime) {
        return new WriterSchemas(registry, reader, nanoTime);
    }

    /** Reads records of whatever shape, as they were written. */
    static WriterSchemas readAsWritten(
            Function<SchemaId, FoundSchema> registry, LongSupplier nanoTime) {
        return new WriterSchemas(registry, null, nanoTime);
    }

    /**
     * What is known of an id.
     *
     * @param avro reads its records; {@code null} if none can be read
     * @param reason why none can be read; {@code null} if they can
     */
    private record Known(
            GenericDatumReader<GenericRecord> avro,
            RejectReason reason,
            String message,
            long since) {}

    /**
     * Reads records of this schema.
     *
     * @throws Refusal if the registry does not know it, or its records cannot be documents
     * @throws io.runnel.schemas.registry.RegistryUnavailable if the registry does not answer
     */
    GenericDatumReader<GenericRecord> reader(SchemaId id) throws Refusal {
        Known found = known.get(id);
        if (found == null || isForgotten(found)) {
            found = ask(id);
            known.put(id, found);
        }
        if (found.avro() == null) {
            throw new Refusal(found.reason(), found.message());
        }
        return found.avro();
    }

    private boolean isForgotten(Known found) {
        return found.reason() == RejectReason.UNKNOWN_SCHEMA
                && nanoTime.getAsLong() - found.since() > UNKNOWN_NANOS;
    }

    private Known ask(SchemaId id) {
        FoundSchema answer = registry.apply(id);
        if (answer instanceof FoundSchema.Avro avro) {
            return ofAvro(id, avro.schema());
        }
        if (answer instanceof FoundSchema.Unusable unusable) {
            return incompatible(id, unusable.what());
        }
        return new Known(
                null,
                RejectReason.UNKNOWN_SCHEMA,
                "expected a schema that the registry has, found "
                        + id
                        + ", which it does not know. Check that producer and job use the same"
                        + " registry; then replay this record.",
                nanoTime.getAsLong());
    }

    private Known ofAvro(SchemaId id, Schema writer) {
        if (writer.getType() != Schema.Type.RECORD) {
            return incompatible(id, "no record but a " + writer.getType().getName());
        }
        if (reader == null) {
            return new Known(new GenericDatumReader<>(writer, writer, DECIMALS), null, null, 0);
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        List<Incompatibility> wrong = compatibility.getResult().getIncompatibilities();
        if (!wrong.isEmpty()) {
            Incompatibility first = wrong.get(0);
            return incompatible(
                    id,
                    "record "
                            + writer.getFullName()
                            + ", "
                            + first.getType()
                            + " at "
                            + first.getLocation()
                            + ": "
                            + first.getMessage());
        }
        Schema widened = WidenedSchema.of(reader, writer);
        return new Known(new GenericDatumReader<>(writer, widened), null, null, 0);
    }

    /** Amounts as numbers instead of bytes. */
    private static GenericData decimals() {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        return data;
    }

    private Known incompatible(SchemaId id, String found) {
        return new Known(
                null,
                RejectReason.INCOMPATIBLE_SCHEMA,
                "expected a schema that "
                        + (reader == null ? "a mapping" : reader.getFullName())
                        + " can read, found "
                        + id
                        + ": "
                        + found
                        + (reader == null
                                ? ". Write records."
                                : ". Write documents with the schema that './runnel schemas show'"
                                        + " prints, or with a compatible version of it."),
                0);
    }
}
