package io.runnel.schemas.codec;

import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
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

    private static final String OTHER = "other";

    /** The fields of this type. */
    public static DocumentFields of(DocumentType type) {
        DocumentFields fields =
                new DocumentFields(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (Schema.Field field : AvroSchemas.of(type).getFields()) {
            fields.add(field);
        }
        return fields;
    }

    /** The fields of which one must say something: {@code text}, or {@code turns.text}. */
    public static List<String> texts(DocumentType type) {
        return switch (type) {
            case INVOICE -> List.of("title", "text", "notes", "line_items.description");
            case TRANSCRIPT -> List.of("turns.text");
            case TICKET -> List.of("title", "text");
        };
    }

    private void add(Schema.Field field) {
        if (field.name().equals(OTHER)) {
            return;
        }
        if (field.schema().getType() != Schema.Type.ARRAY) {
            single.add(field.name());
            return;
        }
        Schema element = field.schema().getElementType();
        if (element.getType() != Schema.Type.RECORD) {
            lists.add(field.name());
            return;
        }
        rows.put(
                field.name(),
                element.getFields().stream()
                        .map(Schema.Field::name)
                        .filter(name -> !name.equals(OTHER))
                        .toList());
    }
}
