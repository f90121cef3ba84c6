package io.runnel.schemas.codec;

import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The fields of a document type by name, as its schema lists them; unknown fields aside.
 *
 * @param single fields with one value
 * @param lists fields with a list of texts
 * @param rows fields with a list of objects, and the fields of those
 */
public record DocumentFields(
        List<String> single, List<String> lists, Map<String, List<String>> rows) {
    /** The field that every document has. */
    public static final String ID = "id";

    /** The fields of this type. */
    public static DocumentFields of(DocumentType type) {
        List<String> single = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Schema.Field field : AvroSchemas.of(type).getFields()) {
            Schema schema = field.schema();
            if (schema.getType() == Schema.Type.MAP) {
                // The unknown fields.
                continue;
            }
            if (schema.getType() != Schema.Type.ARRAY) {
                single.add(field.name());
            } else if (schema.getElementType().getType() == Schema.Type.RECORD) {
                rows.put(field.name(), names(schema.getElementType()));
            } else {
                lists.add(field.name());
            }
        }
        return new DocumentFields(
                List.copyOf(single), List.copyOf(lists), Collections.unmodifiableMap(rows));
    }

    /** The fields of which one must say something: {@code text}, or {@code turns.text}. */
    public static List<String> texts(DocumentType type) {
        return switch (type) {
            case INVOICE -> List.of("title", "text", "notes", "line_items.description");
            case TRANSCRIPT -> List.of("turns.text");
            case TICKET -> List.of("title", "text");
        };
    }

    private static List<String> names(Schema row) {
        return row.getFields().stream()
                .filter(field -> field.schema().getType() != Schema.Type.MAP)
                .map(Schema.Field::name)
                .toList();
    }
}
