package io.runnel.schemas.codec;

import io.runnel.schemas.document.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro's single-object encoding: two marker bytes, the schema's fingerprint (CRC-64-AVRO,
 * little-endian), the record.
 *
 * <p>Plain binary without marker and fingerprint is read too. The two cannot be mixed up: every
 * schema here starts with a string, and the marker's first byte would be a negative length.
 */
final class AvroBytes {
    private static final byte MARKER = (byte) 0xC3;
    private static final byte VERSION = 0x01;
    private static final int HEADER_BYTES = 2 + Long.BYTES;

    private static final Map<Schema, Long> FINGERPRINTS =
            Stream.of(
                            AvroSchemas.invoice(),
                            AvroSchemas.transcript(),
                            AvroSchemas.ticket(),
                            AvroSchemas.enriched())
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    SchemaNormalization::parsingFingerprint64));

    private AvroBytes() {}

    static byte[] write(GenericRecord avro) {
        long fingerprint = FINGERPRINTS.get(avro.getSchema());
        return write(
                ByteBuffer.allocate(HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(MARKER)
                        .put(VERSION)
                        .putLong(fingerprint)
                        .array(),
                avro);
    }

    /** The record behind these bytes. */
    static byte[] write(byte[] lead, GenericRecord avro) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(lead);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(avro.getSchema()).write(avro, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
        }
        return out.toByteArray();
    }

    static GenericRecord read(byte[] bytes, Schema schema) throws Refusal {
        return read(bytes, startOfRecord(bytes, schema), new GenericDatumReader<>(schema));
    }

    /** The record that begins there and ends with the bytes. */
    static GenericRecord read(byte[] bytes, int start, GenericDatumReader<GenericRecord> reader)
            throws Refusal {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null);
        Schema schema = reader.getExpected();
        try {
            GenericRecord avro = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw malformed(schema, "bytes behind its end", null);
            }
            return avro;
        } catch (IOException
                | AvroRuntimeException
                | IndexOutOfBoundsException
                | NumberFormatException
                | UnsupportedOperationException e) {
            // The decoder has no exception of its own for malformed bytes: these are what it
            // throws; a decimal of no bytes is no number.
            throw malformed(schema, "a fault: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            // Only a writer's own schema can nest without end; ours do not.
            throw malformed(schema, "records in records without end", null);
        }
    }

    private static int startOfRecord(byte[] bytes, Schema schema) throws Refusal {
        if (bytes.length < 2 || bytes[0] != MARKER || bytes[1] != VERSION) {
            return 0;
        }
        if (bytes.length < HEADER_BYTES) {
            throw malformed(schema, "the end after " + bytes.length + " bytes", null);
        }
        long found = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        long expected = FINGERPRINTS.get(schema);
        if (found != expected) {
            throw malformed(
                    schema, "fingerprint %016x instead of %016x".formatted(found, expected), null);
        }
        return HEADER_BYTES;
    }

    private static Refusal malformed(Schema schema, String found, Exception cause) {
        return new Refusal(
                RejectReason.MALFORMED_BYTES,
                "expected one Avro record of "
                        + schema.getFullName()
                        + ", found "
                        + found
                        + ". Write it with the schema that it claims to have.",
                cause);
    }
}
