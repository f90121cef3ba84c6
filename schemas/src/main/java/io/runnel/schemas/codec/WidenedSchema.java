package io.runnel.schemas.codec;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Our schema with the fields of a writer that it does not know: Avro would leave them out in
 * silence, JSON keeps them.
 */
final class WidenedSchema {
    private WidenedSchema() {}

    /** The reader's record with all fields of the writer's, the reader's own as they are. */
    static Schema of(Schema reader, Schema writer) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : reader.getFields()) {
            Schema.Field theirs = writer.getField(field.name());
            Schema type = theirs == null ? field.schema() : type(field.schema(), theirs.schema());
            fields.add(new Schema.Field(field, type));
        }
        for (Schema.Field field : writer.getFields()) {
            if (reader.getField(field.name()) == null) {
                fields.add(new Schema.Field(field.name(), field.schema()));
            }
        }
        return Schema.createRecord(
                reader.getName(), reader.getDoc(), reader.getNamespace(), false, fields);
    }

    /** Records stand in lists only; what is none of both is as we know it. */
    private static Schema type(Schema reader, Schema writer) {
        if (reader.getType() == Schema.Type.ARRAY
                && writer.getType() == Schema.Type.ARRAY
                && reader.getElementType().getType() == Schema.Type.RECORD
                && writer.getElementType().getType() == Schema.Type.RECORD) {
            return Schema.createArray(of(reader.getElementType(), writer.getElementType()));
        }
        return reader;
    }
}
