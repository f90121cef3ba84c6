package io.runnel.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A record's schema, as somebody might change it. */
final class SchemaVariant {
    private SchemaVariant() {}

    /** With one more text, which may be missing. */
    static Schema offering(Schema schema, String field) {
        Schema text = SchemaBuilder.builder().unionOf().nullType().and().stringType().endUnion();
        return with(schema, new Schema.Field(field, text, null, Schema.Field.NULL_DEFAULT_VALUE));
    }

    /** With one more text, which must be there. */
    static Schema demanding(Schema schema, String field) {
        return with(schema, new Schema.Field(field, Schema.create(Schema.Type.STRING)));
    }

    /** Without this field. */
    static Schema without(Schema schema, String field) {
        List<Schema.Field> fields = copies(schema);
        if (!fields.removeIf(each -> each.name().equals(field))) {
            throw new IllegalArgumentException(schema.getFullName() + " has no " + field);
        }
        return record(schema, fields);
    }

    private static Schema with(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = copies(schema);
        fields.add(field);
        return record(schema, fields);
    }

    private static List<Schema.Field> copies(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return fields;
    }

    private static Schema record(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(
                schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }
}
