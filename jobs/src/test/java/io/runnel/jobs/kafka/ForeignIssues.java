package io.runnel.jobs.kafka;

import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Records that somebody else's producer writes: Avro in Confluent's wire format, of two versions of
 * a schema that has nothing of Runnel's.
 */
record ForeignIssues(SchemaId firstId, SchemaId secondId) {
    private static final Schema FIRST = fields().endRecord();
    private static final Schema SECOND = fields().optionalString("assignee").endRecord();

    /** 42.50, as its bytes. */
    private static final byte[] PAID = {0x10, (byte) 0x9a};

    static ForeignIssues registeredIn(FakeRegistry server, String topic) {
        SchemaRegistry registry = new SchemaRegistry(server.settings());
        return new ForeignIssues(
                registry.register(topic + "-value", FIRST).number(),
                registry.register(topic + "-value", SECOND).number());
    }

    byte[] first(long number, String body) throws IOException {
        return written(firstId, FIRST, number, body);
    }

    byte[] second(long number, String body) throws IOException {
        return written(secondId, SECOND, number, body);
    }

    /** One whose last bytes did not arrive. */
    byte[] cut() throws IOException {
        byte[] whole = first(22, "This one was longer.");
        return Arrays.copyOf(whole, whole.length - 9);
    }

    private static byte[] written(SchemaId id, Schema schema, long number, String body)
            throws IOException {
        GenericRecord record = new GenericData.Record(schema);
        record.put("number", number);
        record.put("body", body);
        record.put("paid", ByteBuffer.wrap(PAID));
        record.put("labels", Map.of("floor", 3));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(id.bytes());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static SchemaBuilder.FieldAssembler<Schema> fields() {
        Schema paid = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        return SchemaBuilder.record("Issue")
                .namespace("com.example")
                .fields()
                .requiredLong("number")
                .requiredString("body")
                .name("paid")
                .type(paid)
                .noDefault()
                .name("labels")
                .type()
                .map()
                .values()
                .intType()
                .noDefault();
    }
}
