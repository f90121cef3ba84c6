package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.DocumentMapping.UNMAPPED;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.codec.SourcePath.Found;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mapping tried on sample records: what each of them becomes, exactly as in a job, and what
 * becomes of each field.
 */
public final class MappingTrial {
    private final DocumentType type;
    private final DocumentMapping mapping;
    private final Map<String, FieldUse> fields = new LinkedHashMap<>();
    private final Map<String, UnmappedField> unmapped = new LinkedHashMap<>();

    /**
     * What no rule reads, and says something.
     *
     * @param in the turns or line items that it belongs to, or empty
     * @param path as a rule would write it
     * @param count how many values there are
     * @param example the first value as JSON text
     */
    public record UnmappedField(String in, String path, long count, String example) {}

    public MappingTrial(DocumentType type, DocumentMapping mapping) {
        this.type = type;
        this.mapping = mapping;
        mapping.fields().forEach((name, rule) -> put(name, rule.from()));
        mapping.rows()
                .forEach(
                        (name, rows) -> {
                            put(name, rows.from());
                            rows.fields().forEach((of, rule) -> put(inRows(name, of), rule.from()));
                        });
    }

    /** What becomes of one record of JSON. */
    public Decoded<? extends Document> add(Origin origin) {
        try {
            look(JsonDocumentCodec.parse(origin.payload()));
        } catch (Refusal e) {
            // The record is no JSON, or no document; what is decoded below says so.
        }
        return JsonDocumentCodec.of(type).mapped(mapping).decode(origin);
    }

    /** The document as JSON. */
    public byte[] encode(Document document) {
        return JsonText.write(DocumentShape.writeAny(document));
    }

    /** Every field of the mapping, in its order. */
    public List<FieldUse> fields() {
        return List.copyOf(fields.values());
    }

    /** What no rule reads, of all records whose fields could be mapped. */
    public List<UnmappedField> unmapped() {
        return List.copyOf(unmapped.values());
    }

    private void look(ObjectNode record) throws Refusal {
        Found whole = MappedRecord.whole(record);
        mapping.fields().forEach((name, rule) -> fields.get(name).add(rule, whole));
        mapping.rows().forEach((name, rows) -> lookAtRows(name, rows, whole));
        JsonNode document = mapping.with(DocumentMapping.Unmapped.KEEP).toDocument(record);
        addUnmapped("", document);
        for (String rows : mapping.rows().keySet()) {
            document.path(rows).forEach(row -> addUnmapped(rows, row));
        }
    }

    private void lookAtRows(String name, RowsRule rows, Found whole) {
        List<Found> elements = new ArrayList<>();
        rows.each().forEach(path -> path.in(whole).forEach(at -> elements.addAll(at.elements())));
        fields.get(name).addRows(elements.size());
        rows.fields()
                .forEach(
                        (of, rule) ->
                                elements.forEach(
                                        element ->
                                                fields.get(inRows(name, of)).add(rule, element)));
    }

    private void addUnmapped(String in, JsonNode made) {
        JsonNode rest = made.get(UNMAPPED);
        if (rest != null) {
            addLeaves(in, "", rest);
        }
    }

    private void addLeaves(String in, String path, JsonNode node) {
        if (node.isValueNode()) {
            addLeaf(in, path, node);
        } else if (node.isArray()) {
            node.forEach(element -> addLeaves(in, path + "/*", element));
        } else {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String step = JsonPointer.empty().appendProperty(field.getKey()).toString();
                addLeaves(in, path + step, field.getValue());
            }
        }
    }

    private void addLeaf(String in, String path, JsonNode node) {
        if (!node.isNull() && Text.saysSomething(node.asText())) {
            UnmappedField first = new UnmappedField(in, path, 1, JsonText.writeValue(node));
            unmapped.merge(
                    in + " " + path,
                    first,
                    (before, now) ->
                            new UnmappedField(in, path, before.count() + 1, before.example()));
        }
    }

    private void put(String field, String from) {
        fields.put(field, new FieldUse(field, from));
    }

    private static String inRows(String rows, String field) {
        return rows + "[]." + field;
    }
}
